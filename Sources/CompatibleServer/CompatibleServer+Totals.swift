import Wire

extension CompatibleServer {
  /// What was asked of models so far, all requests together.
  package struct Totals: Equatable, Sendable {
    /// Those that named a model and are over.
    package var requests = 0
    /// Those among them that ended in an error.
    package var failures = 0
    /// As they were counted, or estimated where nobody counts.
    package var inputTokens = 0
    /// As they were counted, or estimated where nobody counts.
    package var outputTokens = 0

    /// Nothing was asked yet.
    package init() {}
  }

  /// What was asked of models so far.
  package var totals: Totals {
    let counts = serverMetrics.metrics.counts
    var totals = Totals()
    (totals.inputTokens, totals.outputTokens) = (counts.inputTokens.value, counts.outputTokens.value)
    for (labels, figures) in counts.generations {
      totals.requests += figures.total.count
      if labels.error != nil { totals.failures += figures.total.count }
    }
    return totals
  }
}
