import ModelsAPI
import Synchronization
import Wire

/// Counts what happens at the server, for Prometheus: one lock a request.
final class MetricsRegistry: Sendable {
  struct Answered: Hashable {
    let route: String
    let status: Int
  }

  struct Counts {
    var requests: [Answered: Int] = [:]
    var durations: [String: Histogram] = [:]
    var inputTokens: Count = 0
    var outputTokens: Count = 0
    /// By the status that clients got.
    var upstreamFailures: [Int: Int] = [:]
  }

  /// How often something took how long.
  struct Histogram {
    /// Seconds.
    static let bounds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60]

    /// Each bound's own, not added up; the last is beyond all bounds.
    private(set) var counts = [Int](repeating: 0, count: bounds.count + 1)
    private(set) var sum = 0.0

    mutating func add(_ seconds: Double) {
      counts[Self.bounds.firstIndex { seconds <= $0 } ?? Self.bounds.count] += 1
      sum += seconds
    }
  }

  private let counted = Mutex(Counts())

  var counts: Counts { counted.withLock { $0 } }

  func count(_ record: AccessRecord) {
    counted.withLock { counts in
      counts.requests[Answered(route: record.route, status: record.status), default: 0] += 1
      counts.durations[record.route, default: Histogram()].add(record.duration)
      counts.inputTokens += record.facts.usage?.inputTokens ?? 0
      counts.outputTokens += record.facts.usage?.outputTokens ?? 0
      if let status = record.facts.upstreamFailure { counts.upstreamFailures[status, default: 0] += 1 }
    }
  }
}
