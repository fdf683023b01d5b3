import ModelsAPI
import Terminal

/// A stream from which the first word has come, or its end, or what broke it off.
struct OpenedStream {
  private var stream: EventStream<ReplyEvent>
  /// What came up to there; it is taken from the stream.
  private var events: [ReplyEvent] = []
  /// What came behind it, where nothing more will come.
  fileprivate private(set) var failure: (any Error)?

  fileprivate init(_ stream: consuming EventStream<ReplyEvent>) { self.stream = stream }

  var requestID: String? { stream.requestID }

  /// Whether something is to be shown already.
  var hasWords: Bool { !events.allSatisfy(\.text.isEmpty) }

  /// Reads on until something is to be shown. What breaks it off is thrown later, behind what came before it.
  fileprivate mutating func open() async {
    do {
      while !hasWords, let more = try await stream.next() { events += more }
    } catch {
      failure = error
    }
  }

  /// - Returns: `nil` at the end.
  /// - Throws: what breaks it off.
  mutating func next() async throws -> [ReplyEvent]? {
    if !events.isEmpty {
      defer { events = [] }
      return events
    }
    if let failure { throw failure }
    return try await stream.next()
  }
}

extension Spinner {
  /// Opens a stream and spins until there is something to be shown of the answer, or nothing more will come.
  ///
  /// - Parameter others: whether others can be asked: then what breaks it off before any word is thrown at once.
  /// - Throws: what opening throws.
  func spinToFirstWord(
    orFailFor others: Bool, of stream: () async throws -> EventStream<ReplyEvent>
  ) async throws -> OpenedStream {
    try await spin { () async throws in
      var opened = OpenedStream(try await stream())
      await opened.open()
      if others, !opened.hasWords, let failure = opened.failure { throw failure }
      return opened
    }
  }
}

extension ReplyEvent {
  /// What is to be shown of it.
  var text: String { if case .text(let text) = self { text } else { "" } }
}
