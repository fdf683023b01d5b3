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
  private let fallback: ModelFallback
  private let labels: ModelLabels
  let now: @Sendable () -> Date
  private let log: AccessLog?

  /// - Parameter models: whose names and states the metrics tell.
  init(_ configuration: CompatibleServer.Configuration, _ models: ServedModels) {
    fallback = models.fallback
    labels = ModelLabels(models.map, others: models.fallback.table.models)
    metrics = MetricsRegistry(labels)
    recent = RecentFigures(now: configuration.now, elapsed: configuration.elapsed)
    limiter = ConcurrencyLimiter(
      configuration.limits.concurrentRequests, atAll: configuration.limits.openRequests)
    bodies = configuration.limits.bodies
    now = configuration.now
    log = configuration.log.map { AccessLog(configuration.logFormat, write: $0) }
  }

  /// How it stands with the models that stand in for others, and with those that have failed, as the metrics call them.
  /// Of several under one label the one that is worst off counts.
  var circuits: [String: CircuitBreaker.State] {
    let (models, breaker) = (fallback.table.models.union(fallback.breaker.models), fallback.breaker)
    let states = models.map { (labels.label(of: $0.text), breaker.state(of: $0)) }
    let order: [CircuitBreaker.State] = [.open, .halfOpen, .closed]
    return Dictionary(states) { one, other in order.first { $0 == one || $0 == other } ?? one }
  }

  func record(_ record: AccessRecord) {
    metrics.count(record)
    recent.add(record)
    log?.write(record)
  }
}
