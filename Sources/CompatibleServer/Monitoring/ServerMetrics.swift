import FoundationEssentials
import HTTPTypes
import Synchronization

/// A context that is over, as log and metrics see it.
struct AccessRecord {
  let method: String
  let path: String
  let requestID: String
  let route: String
  let status: Int
  let arrival: Date
  /// Seconds.
  let duration: Double
  let bytes: Int
  let facts: Annotations.Facts
  /// The value of `X-Sfmodels-Ignored`.
  let ignored: String?

  init(
    _ context: RequestContext, route: String, status: Int, arrival: Date, duration: Double, bytes: Int, ignored: String?
  ) {
    method = context.request.method.rawValue
    path = context.path
    requestID = context.id
    facts = context.annotations.facts
    self.route = route
    self.status = status
    self.arrival = arrival
    self.duration = max(0, duration)
    self.bytes = bytes
    self.ignored = ignored
  }
}

/// What the server remembers of its requests: the metrics and the access log.
final class ServerMetrics: Sendable {
  let limiter: ConcurrencyLimiter
  let metrics = MetricsRegistry()
  let now: @Sendable () -> Date
  private let log: AccessLog?

  init(_ configuration: CompatibleServer.Configuration) {
    limiter = ConcurrencyLimiter(configuration.limits.concurrentRequests)
    now = configuration.now
    log = configuration.log.map { AccessLog(configuration.logFormat, write: $0) }
  }

  func enter(_ entry: AccessRecord) {
    metrics.count(entry)
    log?.write(entry)
  }
}
