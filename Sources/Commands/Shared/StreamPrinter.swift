import ModelsAPI

/// Prints an answer as it comes, one write for what one read brought, and ends it with one newline.
struct StreamPrinter {
  let output: Output

  /// - Returns: the answer as a whole.
  /// - Throws: what ended the stream too early; what came stays, on a line of its own.
  func print(_ stream: consuming EventStream<ReplyEvent>) async throws -> Reply {
    var assembly = ReplyAssembly(requestID: stream.requestID)
    do {
      while let events = try await stream.next() {
        for event in events { assembly.add(event) }
        let text = events.map(\.text).joined()
        if !text.isEmpty { try output.write(text) }
      }
    } catch {
      if !assembly.generation.text.isEmpty { try output.write("\n") }
      throw error
    }
    try output.write("\n")
    return assembly.reply
  }
}

extension ReplyEvent {
  /// What is to be shown of it.
  fileprivate var text: String { if case .text(let text) = self { text } else { "" } }
}
