package import ModelsAPI

/// The org's models as the served APIs use them: what the upstream lacks is left out, done here, or refused, by one table.
package struct ServedModels: Sendable {
  let client: ModelsClient
  package let map: ModelMap
  /// Whether answers really come piece by piece.
  let streams: Bool

  package init(_ client: ModelsClient, map: ModelMap, streams: Bool) {
    self.client = client
    self.map = map
    self.streams = streams
  }

  /// A model's whole answer.
  ///
  /// - Throws: ``ServedFailure``.
  func answer(_ request: ChatRequest) async throws -> ServedAnswer {
    ServedAnswer(reply: try await client.chat(request), ignored: [])
  }

  /// A model's answer as it comes, or as if it came; it has begun when this returns.
  ///
  /// - Throws: ``ServedFailure``.
  func stream(_ request: ChatRequest) async throws -> ServedStream {
    ServedStream(try await client.stream(request), ignored: [])
  }

  /// One vector for each input, in order, however many there are.
  ///
  /// - Throws: ``ServedFailure``.
  func embed(_ request: EmbeddingRequest) async throws -> (embeddings: [Embedding], usage: Usage?) {
    let reply = try await client.embed(request)
    return (reply.embeddings, reply.usage)
  }
}

/// A whole answer, and what of the request did not count.
struct ServedAnswer {
  var reply: Reply
  /// Settings that were left out, in the clients' words (`temperature`, `max_tokens` …).
  var ignored: [String]
}

/// An answer in events, pulled by its reader; dropping it ends the exchange upstream.
struct ServedStream {
  private enum Source {
    case real(EventStream<ReplyEvent>)
    case whole([ReplyEvent]?)
  }

  private var source: Source
  /// Settings that were left out, in the clients' words.
  let ignored: [String]

  /// Whether the whole answer was waited for, because the upstream has no streams.
  var isDowngraded: Bool { if case .whole = source { true } else { false } }

  init(_ events: EventStream<ReplyEvent>, ignored: [String]) {
    source = .real(events)
    self.ignored = ignored
  }

  init(whole events: [ReplyEvent], ignored: [String]) {
    source = .whole(events)
    self.ignored = ignored
  }

  /// The events that one read brought; never empty; `nil` is the end of a complete answer.
  ///
  /// - Throws: ``ServedFailure``.
  mutating func next() async throws -> [ReplyEvent]? {
    switch source {
    case .whole(let events):
      source = .whole(nil)
      return events
    case .real(var events):
      let next = try await events.next()
      source = .real(events)
      return next
    }
  }
}
