import ModelsAPI

/// An answer in events, pulled by its reader; dropping it ends the exchange upstream.
struct ServedStream {
  // Two properties and no enum: a payload would have to be copied out and in for every read.
  private var real: EventStream<ReplyEvent>?
  private var whole: [ReplyEvent]?
  private let failures: UpstreamFailures
  /// Settings that were left out, in the clients' words.
  let ignored: [String]
  /// Whether the whole answer was waited for, because the upstream has no streams.
  let isDowngraded: Bool
  /// The sequence before which this server cut the text.
  let stopSequence: String?

  init(_ events: EventStream<ReplyEvent>, ignored: [String], failures: UpstreamFailures) {
    real = events
    self.failures = failures
    self.ignored = ignored
    isDowngraded = false
    stopSequence = nil
  }

  init(_ answer: ServedAnswer, failures: UpstreamFailures) {
    whole = answer.reply.events
    self.failures = failures
    ignored = answer.ignored
    isDowngraded = true
    stopSequence = answer.stopSequence
  }

  /// The events that one read brought; never empty; `nil` is the end of a complete answer.
  ///
  /// - Throws: ``ServerError``, or `CancellationError`.
  mutating func next() async throws -> [ReplyEvent]? {
    if let events = whole {
      whole = nil
      return events
    }
    do {
      return try await real?.next()
    } catch {
      throw failures.served(error)
    }
  }
}
