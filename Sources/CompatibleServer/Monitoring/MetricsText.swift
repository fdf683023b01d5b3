/// The counts in Prometheus' text format: https://prometheus.io/docs/instrumenting/exposition_formats
struct MetricsText {
  static let contentType = "text/plain; version=0.0.4; charset=utf-8"

  private(set) var text = ""

  init(_ counts: MetricsRegistry.Counts, inFlight: Int) {
    family("requests_total", "counter", "Requests that were answered.")
    for (answered, count) in counts.requests.sorted(by: { $0.key < $1.key }) {
      sample("requests_total", "route=\"\(answered.route)\",status=\"\(answered.status)\"", count)
    }
    family("requests_in_flight", "gauge", "Requests that are being answered, streams until their end.")
    sample("requests_in_flight", "", inFlight)
    family(
      "request_duration_seconds", "histogram", "Time from a request's arrival to its answer's last byte.")
    for (route, histogram) in counts.durations.sorted(by: { $0.key < $1.key }) { add(histogram, route) }
    family("tokens_total", "counter", "Tokens as the models' providers count them.")
    sample("tokens_total", "direction=\"input\"", counts.inputTokens)
    sample("tokens_total", "direction=\"output\"", counts.outputTokens)
    family("upstream_failures_total", "counter", "Failures of the org's service, by the status clients got.")
    for (status, count) in counts.upstreamFailures.sorted(by: { $0.key < $1.key }) {
      sample("upstream_failures_total", "status=\"\(status)\"", count)
    }
  }

  private mutating func family(_ name: String, _ type: String, _ help: String) {
    text += "# HELP sfmodels_\(name) \(help)\n# TYPE sfmodels_\(name) \(type)\n"
  }

  private mutating func sample(_ name: String, _ labels: String, _ value: some CustomStringConvertible) {
    text += "sfmodels_\(name)\(labels.isEmpty ? "" : "{\(labels)}") \(value)\n"
  }

  private mutating func add(_ histogram: MetricsRegistry.Histogram, _ route: String) {
    let name = "request_duration_seconds"
    let labels = "route=\"\(route)\""
    var total = 0
    for (count, bound) in zip(histogram.counts, MetricsRegistry.Histogram.bounds.map { "\($0)" } + ["+Inf"]) {
      total += count
      sample("\(name)_bucket", "\(labels),le=\"\(bound)\"", total)
    }
    sample("\(name)_sum", labels, histogram.sum)
    sample("\(name)_count", labels, total)
  }
}

extension MetricsRegistry.Answered: Comparable {
  static func < (left: Self, right: Self) -> Bool {
    (left.route, left.status) < (right.route, right.status)
  }
}
