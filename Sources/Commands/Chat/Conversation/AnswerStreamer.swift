import ModelsAPI
import Terminal

/// Sends what was said and shows the answer as it comes.
struct AnswerStreamer: Sendable {
  let models: ModelsClient
  let spinner: Spinner
  let palette: Palette
  let output: Output

  /// An answer as far as it came.
  struct Answered: Sendable {
    enum Ending: Sendable {
      case whole, interrupted
      case failed(any Error)
    }

    var reply: Reply
    var ending: Ending
  }

  /// - Parameter streams: whether the words are wanted as they are generated.
  func answer(_ request: ChatRequest, streams: Bool) async -> Answered {
    var (assembly, page) = (ReplyAssembly(), AnswerPage(on: output, palette: palette))
    do {
      if streams {
        try await stream(request, &assembly, &page)
      } else {
        return try await whole(request, &page)
      }
      try page.end()
      return Answered(reply: assembly.reply, ending: .whole)
    } catch {
      // The screen that the end is for may be the very thing that failed.
      try? page.end()
      return Answered(reply: assembly.reply, ending: Task.isCancelled ? .interrupted : .failed(error))
    }
  }

  private func whole(_ request: ChatRequest, _ page: inout AnswerPage) async throws -> Answered {
    let reply = try await spinner.spin { try await models.chat(request) }
    try page.add(reply.generations.map(\.text).joined(separator: "\n\n"))
    try page.end()
    return Answered(reply: reply, ending: .whole)
  }

  private func stream(
    _ request: ChatRequest, _ assembly: inout ReplyAssembly, _ page: inout AnswerPage
  ) async throws {
    var stream = try await spinner.spin { try await models.stream(request) }
    assembly = ReplyAssembly(requestID: stream.requestID)
    while let events = try await stream.next() {
      for event in events { assembly.add(event) }
      try page.add(events.map { if case .text(let text) = $0 { text } else { "" } }.joined())
    }
  }
}
