import ModelsAPI

/// An answer in events, pulled by its reader; dropping it ends the exchange upstream.
struct ServedStream {
  // Two properties and no enum: a payload would have to be copied out and in for every read.
  private var real: EventStream<ReplyEvent>?
  private var whole: ArraySlice<[ReplyEvent]> = []
  /// The answers that follow this one, where the client asked for several at once.
  private var series: StreamSeries?
  private let failures: UpstreamFailures
  private var toolNames: ToolNames?
  /// Settings that were left out, in the clients' words.
  let ignored: [String]
  /// Whether the whole answer was waited for, because the upstream has no streams.
  let isDowngraded: Bool
  /// Whether the counts of the answer that was waited for are no upstream's.
  let isUsageEstimated: Bool
  /// The sequence before which this server cut the text.
  let stopSequence: String?

  init(_ events: EventStream<ReplyEvent>, of adaptation: RequestAdaptation, failures: UpstreamFailures) {
    real = events
    self.failures = failures
    toolNames = adaptation.toolNames
    ignored = adaptation.ignored
    isDowngraded = false
    isUsageEstimated = false
    stopSequence = nil
  }

  init(_ answer: ServedAnswer, failures: UpstreamFailures) {
    whole = answer.reply.reads[...]
    self.failures = failures
    ignored = answer.ignored
    isDowngraded = true
    isUsageEstimated = answer.isUsageEstimated
    stopSequence = answer.stopSequence
  }

  /// The same, and behind it the answers of a series.
  func followed(by series: StreamSeries) -> ServedStream {
    var stream = self
    stream.series = series
    return stream
  }

  /// The events that one read brought; never empty; `nil` is the end of a complete answer.
  ///
  /// - Throws: ``ServerError``, or `CancellationError`.
  mutating func next() async throws -> [ReplyEvent]? {
    if let events = try await read() { return series?.numbered(events) ?? events }
    guard let following = try await series?.next() else { return nil }
    (real, whole, toolNames) = (following.real, following.whole, following.toolNames)
    return series?.beginning
  }

  private mutating func read() async throws -> [ReplyEvent]? {
    if let events = whole.popFirst() { return events }
    do {
      guard let events = try await real?.next() else { return nil }
      return toolNames?.restored(events) ?? events
    } catch {
      throw failures.served(error)
    }
  }
}

/// The answers to a request's further prompts, each asked for when the one before it is over; their generations are
/// numbered on, and their tokens are added up.
struct StreamSeries {
  private let models: ServedModels
  private var requests: ArraySlice<ChatRequest>
  /// How many generations each answer has.
  private let generations: Int
  /// The number of the answer's first generation.
  private var first = 0
  private var usage: (before: Usage?, now: Usage?) = (nil, nil)

  /// - Parameter requests: those behind the first one, which are all asked for as many generations as that.
  init(_ requests: ArraySlice<ChatRequest>, generations: Int, from models: ServedModels) {
    self.requests = requests
    self.generations = generations
    self.models = models
  }

  /// What stands before an answer's own events.
  var beginning: [ReplyEvent] { [.choice(first)] }

  mutating func next() async throws -> ServedStream? {
    guard let request = requests.popFirst() else { return nil }
    first += generations
    usage = (Usage(sum: [usage.before, usage.now].compactMap { $0 }), nil)
    return try await models.stream(request)
  }

  mutating func numbered(_ events: [ReplyEvent]) -> [ReplyEvent] {
    events.map { event in
      switch event {
      case .choice(let index): return .choice(first + index)
      case .usage(let more):
        usage.now = more
        return .usage(Usage(sum: [usage.before, more].compactMap { $0 }) ?? more)
      case .text, .logProbabilities, .toolCall, .safety, .inputSafety, .finished, .exchange, .generation,
        .model:
        return event
      }
    }
  }
}
