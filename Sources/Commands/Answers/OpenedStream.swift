import ModelsAPI
import Terminal

/// A stream from which the first word has come.
struct OpenedStream {
  var stream: EventStream<ReplyEvent>
  /// What came up to there; it is taken from the stream.
  var events: [ReplyEvent]
}

extension Spinner {
  /// Opens a stream and spins until there is something to be shown of the answer, or its end.
  ///
  /// - Throws: what opening and reading throw.
  func spinToFirstWord(
    of stream: () async throws -> EventStream<ReplyEvent>
  ) async throws -> OpenedStream {
    try await spin { () async throws in
      var opened = OpenedStream(stream: try await stream(), events: [])
      while opened.events.allSatisfy(\.text.isEmpty), let more = try await opened.stream.next() {
        opened.events += more
      }
      return opened
    }
  }
}

extension ReplyEvent {
  /// What is to be shown of it.
  var text: String { if case .text(let text) = self { text } else { "" } }
}
