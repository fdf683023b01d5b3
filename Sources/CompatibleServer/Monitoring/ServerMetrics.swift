import FoundationEssentials

/// What the server knows of its requests: how many are under way, the metrics, and the access log.
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

  func record(_ record: AccessRecord) {
    metrics.count(record)
    log?.write(record)
  }
}
