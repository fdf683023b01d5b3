import FoundationEssentials
import ModelsAPI
import Terminal

/// Prints an answer as it comes, one write for what one read brought, and ends it with one newline.
struct StreamPrinter {
  /// When something of the answer was there.
  private(set) var firstWord: Date?
  private let output: Output
  private var renderer: MarkdownRenderer
  /// Whether the text is still needed when it is printed; without it, memory stays bounded however long it gets.
  private let keepsText: Bool
  private let now: @Sendable () -> Date

  init(on output: Output, _ look: AnswerLook, keepsText: Bool, now: @escaping @Sendable () -> Date) {
    self.output = output
    self.keepsText = keepsText
    self.now = now
    renderer = look.renderer(on: output)
  }

  /// - Returns: the answer, without its text unless that is to be kept.
  /// - Throws: what ended the stream too early; what came stays, on a line of its own.
  mutating func print(_ opened: consuming OpenedStream) async throws -> Reply {
    var assembly = ReplyAssembly(requestID: opened.requestID)
    do {
      while let events = try await opened.next() { try take(events, &assembly) }
    } catch {
      if firstWord != nil { try end() }
      throw error
    }
    try end()
    return assembly.reply
  }

  private mutating func take(_ events: [ReplyEvent], _ assembly: inout ReplyAssembly) throws {
    for event in events where keepsText || event.text.isEmpty { assembly.add(event) }
    try show(events.map(\.text).joined())
  }

  private mutating func show(_ text: String) throws {
    guard !text.isEmpty else { return }
    firstWord = firstWord ?? now()
    try output.write(prose: renderer.render(text))
  }

  private mutating func end() throws {
    try output.line(prose: renderer.finish())
  }
}
