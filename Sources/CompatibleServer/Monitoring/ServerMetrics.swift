import FoundationEssentials
import ModelsAPI
import Wire

/// What the server knows of its requests: how many are under way, the metrics, and the access log.
final class ServerMetrics: Sendable {
  let limiter: ConcurrencyLimiter
  let metrics: MetricsRegistry
  let recent: RecentFigures
  let bodies: BodyBudget
  /// Whose models may rest.
  let fallback: ModelFallback
  let now: @Sendable () -> Date
  private let log: AccessLog?

  /// - Parameter models: whose names and states the metrics tell.
  init(_ configuration: CompatibleServer.Configuration, _ models: ServedModels) {
    fallback = models.fallback
    metrics = MetricsRegistry(ModelLabels(models.map, others: models.fallback.table.models))
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
