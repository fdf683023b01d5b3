import FoundationEssentials
import Wire

/// What the server knows of its requests: how many are under way, the metrics, and the access log.
final class ServerMetrics: Sendable {
  let limiter: ConcurrencyLimiter
  let metrics: MetricsRegistry
  let recent: RecentFigures
  let bodies: BodyBudget
  let now: @Sendable () -> Date
  private let log: AccessLog?

  /// - Parameter map: whose names of models the metrics tell.
  init(_ configuration: CompatibleServer.Configuration, _ map: ModelMap) {
    metrics = MetricsRegistry(ModelLabels(map))
    recent = RecentFigures(now: configuration.now, elapsed: configuration.elapsed)
    limiter = ConcurrencyLimiter(
      configuration.limits.concurrentRequests, atAll: configuration.limits.openRequests)
    bodies = configuration.limits.bodies
    now = configuration.now
    log = configuration.log.map { AccessLog(configuration.logFormat, write: $0) }
  }

  func record(_ record: AccessRecord) {
    metrics.count(record)
    recent.add(record)
    log?.write(record)
  }
}
