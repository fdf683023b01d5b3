import ModelsAPI
import Synchronization
import Wire

/// Counts what happens at the server, for Prometheus: one lock a request.
final class MetricsRegistry: Sendable {
  struct Answered: Hashable {
    let route: String
    let status: Int
  }

  /// That another model was asked in a model's place; labels of few values, whatever clients make up.
  struct Fallback: Hashable {
    let from: String
    let to: String
    let reason: FallbackReason
  }

  struct Counts {
    var requests: [Answered: Int] = [:]
    var durations: [String: Histogram] = [:]
    var generations: [GenerationFigures.Labels: GenerationFigures] = [:]
    var inputTokens: Count = 0
    var outputTokens: Count = 0
    /// Requests to the upstream that were made again.
    var retries = 0
    /// By the status that clients got.
    var upstreamFailures: [Int: Int] = [:]
    var fallbacks: [Fallback: Int] = [:]
    var incidents: [Incident: Int] = [:]
  }

  private let counted = Mutex(Counts())
  private let models: ModelLabels

  init(_ models: ModelLabels) { self.models = models }

  var counts: Counts { counted.withLock { $0 } }

  func count(_ incident: Incident, times: Int) {
    counted.withLock { $0.incidents[incident, default: 0] += times }
  }

  func count(_ record: AccessRecord) {
    let labels = labels(of: record)
    let fallbacks = record.facts.fallbacks.compactMap(label)
    counted.withLock { counts in
      counts.requests[Answered(route: record.route, status: record.status), default: 0] += 1
      counts.durations[record.route, default: Histogram(.requests)].add(record.duration)
      counts.inputTokens += record.facts.usage?.inputTokens ?? 0
      counts.outputTokens += record.facts.usage?.outputTokens ?? 0
      counts.retries += record.facts.retries
      if let status = record.facts.upstreamFailure { counts.upstreamFailures[status, default: 0] += 1 }
      for fallback in fallbacks { counts.fallbacks[fallback, default: 0] += 1 }
      if let labels { counts.generations[labels, default: GenerationFigures()].add(record) }
    }
  }

  /// `nil` where no other was asked.
  private func label(_ step: ModelFallback.Step) -> Fallback? {
    step.to.map { to in
      Fallback(from: models.label(of: step.from.text), to: models.label(of: to.text), reason: step.reason)
    }
  }

  /// The model that a request asked, or the one that has answered in its place, as the figures call it.
  func label(of record: AccessRecord) -> String {
    if !record.facts.fallbacks.isEmpty, let model = record.facts.answering {
      return models.label(of: model.text)
    }
    return record.facts.model.map(models.label) ?? ModelLabels.other
  }

  /// `nil` for a request that asks no model, or did not get so far.
  private func labels(of record: AccessRecord) -> GenerationFigures.Labels? {
    guard let model = record.facts.model, let operation = GenerationOperation(route: record.route) else {
      return nil
    }
    return GenerationFigures.Labels(
      operation: operation, model: models.label(of: model), route: record.route,
      lane: record.facts.lane, error: record.error)
  }
}
