import ModelsAPI
import Terminal

/// Prints an answer as it comes, one write for what one read brought, and ends it with one newline.
struct StreamPrinter {
  private let output: Output
  /// `nil` prints the text as it came.
  private var renderer: MarkdownRenderer?
  /// Whether the text is still needed when it is printed; without it, memory stays bounded however long it gets.
  private let keepsText: Bool
  private var hasPrinted = false

  init(on output: Output, isStyled: Bool, keepsText: Bool) {
    self.output = output
    self.keepsText = keepsText
    renderer = isStyled ? MarkdownRenderer(palette: Palette(isColourful: true)) : nil
  }

  /// - Returns: the answer, without its text unless that is to be kept.
  /// - Throws: what ended the stream too early; what came stays, on a line of its own.
  mutating func print(_ stream: consuming EventStream<ReplyEvent>) async throws -> Reply {
    var assembly = ReplyAssembly(requestID: stream.requestID)
    do {
      while let events = try await stream.next() {
        for event in events where keepsText || event.text.isEmpty { assembly.add(event) }
        try show(events.map(\.text).joined())
      }
    } catch {
      if hasPrinted { try end() }
      throw error
    }
    try end()
    return assembly.reply
  }

  private mutating func show(_ text: String) throws {
    guard !text.isEmpty else { return }
    hasPrinted = true
    try output.write(prose: renderer?.render(text) ?? StyledText(text))
  }

  private mutating func end() throws {
    try output.line(prose: renderer?.finish() ?? StyledText())
  }
}

extension ReplyEvent {
  /// What is to be shown of it.
  fileprivate var text: String { if case .text(let text) = self { text } else { "" } }
}
