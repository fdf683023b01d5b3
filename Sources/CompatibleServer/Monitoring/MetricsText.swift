import ModelsAPI
import Wire

/// The counts in Prometheus' text format: https://prometheus.io/docs/instrumenting/exposition_formats
struct MetricsText {
  static let contentType = "text/plain; version=0.0.4; charset=utf-8"

  private typealias Labels = [(name: String, value: String)]

  private(set) var text = ""

  /// - Parameter circuits: how it stands with models that may rest, by their labels.
  init(
    _ counts: MetricsRegistry.Counts, _ load: ConcurrencyLimiter.Load,
    _ circuits: [String: CircuitBreaker.State]
  ) {
    addRequests(counts)
    addLoad(load)
    addUpstream(counts)
    addFallbacks(counts, circuits)
    addGenerations(counts)
  }

  private mutating func addRequests(_ counts: MetricsRegistry.Counts) {
    family("sfmodels_requests_total", "counter", "Requests that were answered.")
    for (answered, count) in counts.requests.sorted(by: { $0.key < $1.key }) {
      sample(
        "sfmodels_requests_total", [("route", answered.route), ("status", "\(answered.status)")], count)
    }
    let name = "sfmodels_request_duration_seconds"
    family(name, "histogram", "Time from a request's arrival to its answer's last byte.")
    for (route, histogram) in counts.durations.sorted(by: { $0.key < $1.key }) {
      add(histogram, name, [("route", route)])
    }
  }

  private mutating func addLoad(_ load: ConcurrencyLimiter.Load) {
    let gauges = [
      (
        "sfmodels_requests_in_flight", "Requests that are being answered, streams until their end.",
        load.waiting + load.streaming
      ),
      ("sfmodels_requests_waiting", "Requests that wait for their answers to begin.", load.waiting),
      ("sfmodels_streams_in_flight", "Streams that have begun.", load.streaming),
      ("sfmodels_requests_waiting_limit", "How many may wait; one more is answered 503.", load.limit),
    ]
    for (name, help, value) in gauges {
      family(name, "gauge", help)
      sample(name, [], value)
    }
  }

  private mutating func addUpstream(_ counts: MetricsRegistry.Counts) {
    family("sfmodels_tokens_total", "counter", "Tokens as the models' providers count them.")
    sample("sfmodels_tokens_total", [("direction", "input")], counts.inputTokens)
    sample("sfmodels_tokens_total", [("direction", "output")], counts.outputTokens)
    family(
      "sfmodels_upstream_retries_total", "counter", "Requests to the org's service that were made again.")
    sample("sfmodels_upstream_retries_total", [], counts.retries)
    let name = "sfmodels_upstream_failures_total"
    family(name, "counter", "Failures of the org's service, by the status clients got.")
    for (status, count) in counts.upstreamFailures.sorted(by: { $0.key < $1.key }) {
      sample(name, [("status", "\(status)")], count)
    }
    for incident in Incident.allCases {
      family(incident.metric.name, "counter", incident.metric.help)
      sample(incident.metric.name, [], counts.incidents[incident] ?? 0)
    }
  }

  private mutating func addFallbacks(
    _ counts: MetricsRegistry.Counts, _ circuits: [String: CircuitBreaker.State]
  ) {
    let total = "sfmodels_fallbacks_total"
    family(total, "counter", "Times that another model was asked in the place of one that did not answer.")
    for (step, count) in counts.fallbacks.sorted(by: { $0.key < $1.key }) {
      sample(total, [("from", step.from), ("to", step.to), ("reason", step.reason.rawValue)], count)
    }
    let name = "sfmodels_circuit_breaker_state"
    family(
      name, "gauge",
      "Whether a model with fallbacks is asked (closed), rests (open), or is tried (half-open).")
    for (model, current) in circuits.sorted(by: { $0.key < $1.key }) {
      for state in CircuitBreaker.State.allCases {
        sample(name, [("model", model), ("state", state.rawValue)], state == current ? 1 : 0)
      }
    }
  }

  private mutating func addGenerations(_ counts: MetricsRegistry.Counts) {
    let all = counts.generations.sorted { $0.key < $1.key }
    family("gen_ai_client_token_usage", "histogram", "Number of input and output tokens used.")
    for (labels, figures) in all {
      for (type, histogram) in [("input", figures.inputTokens), ("output", figures.outputTokens)] {
        add(histogram, "gen_ai_client_token_usage", labels.pairs + [("gen_ai_token_type", type)])
      }
    }
    for (name, help, path) in Self.histograms {
      family(name, "histogram", help)
      for (labels, figures) in all { add(figures[keyPath: path], name, labels.pairs) }
    }
  }

  private static var histograms: [(name: String, help: String, path: KeyPath<GenerationFigures, Histogram>)] {
    [
      (
        "gen_ai_server_request_duration_seconds",
        "Time from a request's arrival to its answer's last byte.", \.total
      ),
      (
        "gen_ai_client_operation_duration_seconds", "Time in which the org's service was waited for.",
        \.upstream
      ),
      (
        "sfmodels_own_duration_seconds", "Time of requests in which the org's service was not waited for.",
        \.own
      ),
      (
        "gen_ai_server_time_to_first_token_seconds",
        "Time from a request's arrival to its stream's first event.",
        \.firstEvent
      ),
      (
        "gen_ai_server_time_per_output_token_seconds",
        "Time per token of a stream behind its first event.", \.furtherTokens
      ),
      (
        "gen_ai_client_operation_time_per_output_chunk_seconds", "Time between a stream's events.", \.gaps
      ),
    ]
  }

  private mutating func family(_ name: String, _ type: String, _ help: String) {
    text += "# HELP \(name) \(help)\n# TYPE \(name) \(type)\n"
  }

  private mutating func sample(_ name: String, _ labels: Labels, _ value: some CustomStringConvertible) {
    let pairs = labels.map { "\($0.name)=\"\(Self.escaped($0.value))\"" }.joined(separator: ",")
    text += "\(name)\(pairs.isEmpty ? "" : "{\(pairs)}") \(value)\n"
  }

  private mutating func add(_ histogram: Histogram, _ name: String, _ labels: Labels) {
    guard !histogram.isEmpty else { return }
    var total = 0
    for (count, bound) in zip(histogram.counts, histogram.bounds.ends.map { "\($0)" } + ["+Inf"]) {
      total += count
      sample("\(name)_bucket", labels + [("le", bound)], total)
    }
    sample("\(name)_sum", labels, histogram.sum)
    sample("\(name)_count", labels, total)
  }

  private static func escaped(_ value: String) -> String {
    value.replacingScalars(["\\": "\\\\", "\"": "\\\"", "\n": "\\n"])
  }
}

extension GenerationFigures.Labels {
  fileprivate var pairs: [(name: String, value: String)] {
    let pairs = [
      ("gen_ai_operation_name", operation.rawValue), ("gen_ai_provider_name", "salesforce"),
      ("gen_ai_request_model", model), ("route", route),
    ]
    let lanes = lane.map { [("lane", $0.rawValue)] } ?? []
    return pairs + lanes + (error.map { [("error_type", "\($0)")] } ?? [])
  }
}

extension MetricsRegistry.Fallback: Comparable {
  static func < (left: Self, right: Self) -> Bool {
    (left.from, left.to, left.reason.rawValue) < (right.from, right.to, right.reason.rawValue)
  }
}

extension MetricsRegistry.Answered: Comparable {
  static func < (left: Self, right: Self) -> Bool {
    (left.route, left.status) < (right.route, right.status)
  }
}
