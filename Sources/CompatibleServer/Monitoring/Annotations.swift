import ModelsAPI
import Synchronization

/// What header, log and metrics should tell of an answer; its handler notes it.
final class Annotations: Sendable {
  struct Facts {
    /// As the client named it.
    var model: String?
    var usage: Usage?
    /// Who has answered, or is the last who can; `nil` while nobody knows, and where nobody did.
    var answering: ModelName?
    /// Who did not answer, and who was asked next.
    var fallbacks: [ModelFallback.Step] = []
    /// What was used as far as this server can tell, where nobody counted.
    var estimatedUsage: Usage?
    /// Where the request belongs in a trace; `nil` where it asks no model.
    var trace: TraceContext?
    /// Whether the key was one of the server's, or none is needed to ask a model.
    var isCallerKnown = false
    /// The name of the key that was presented.
    var key: String?
    /// What the key may still ask; `nil` without one.
    var rateLimit: RateLimitStatus?
    /// Which way the request went upstream; `nil` where there is but one.
    var lane: Lane?
    var streams = false
    /// How often the upstream was asked again.
    var retries = 0
    /// In which only the upstream was waited for.
    var upstreamTime = Duration.zero
    /// `nil` before a stream's first event.
    var stream: StreamTiming?
    /// Settings that did not count, in the client's words, each once; the answer names them in a header.
    var ignored: [String] = []
    /// Fields that had no meaning here, of a fixed set of names; the answer does not name them.
    var leftOut: [String] = []
    /// The status that the failure of the org's service became.
    var upstreamFailure: Int?
    /// Why the request was not answered as it was meant, in a stream that began well, too.
    var failure: ServerError?
  }

  /// The server's clock.
  let elapsed: @Sendable () -> Duration
  private let noted = Mutex(Facts())

  init(elapsed: @escaping @Sendable () -> Duration = { .zero }) { self.elapsed = elapsed }

  var facts: Facts { noted.withLock { $0 } }

  func note(_ change: (inout Facts) -> Void) {
    noted.withLock { change(&$0) }
  }

  /// Notes that a model did not answer; where another is asked, what was noted of the attempt before goes.
  func note(_ step: ModelFallback.Step) {
    note { facts in
      facts.fallbacks.append(step)
      guard step.to != nil else { return }
      (facts.lane, facts.ignored) = (nil, [])
    }
  }

  /// Waits for the upstream, and notes how long.
  func timing<Answer>(_ exchange: () async throws -> Answer) async throws -> Answer {
    let start = elapsed()
    defer {
      let time = elapsed() - start
      note { $0.upstreamTime += time }
    }
    return try await exchange()
  }

  func note(_ failure: ServerError) {
    note { facts in
      facts.failure = failure
      if case .upstream(let upstream) = failure { facts.upstreamFailure = upstream.status }
    }
  }

  /// - Parameter ignored: names of settings that did not count, in the order in which the answer should name them.
  func note(ignored: [String]) {
    guard !ignored.isEmpty else { return }
    var seen: Set<String> = []
    let names = ignored.filter { seen.insert($0).inserted }
    note { $0.ignored = names }
  }
}

extension Annotations.Facts {
  /// Adds up what answers have used, whatever becomes of them.
  mutating func count(_ answer: ServedAnswer) {
    guard let used = answer.reply.usage else { return }
    if answer.isUsageEstimated || estimatedUsage != nil {
      estimatedUsage = Usage(sum: [estimatedUsage ?? usage, used].compactMap { $0 })
    }
    if !answer.isUsageEstimated { usage = Usage(sum: [usage, used].compactMap { $0 }) }
  }
}
