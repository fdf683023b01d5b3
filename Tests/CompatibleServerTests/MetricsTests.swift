import HTTPTypes
import TestSupport
import Testing
import Wire

@testable import CompatibleServer

struct MetricsTests {
  @Test func theCountsAreInPrometheusFormat() async throws {
    let server = CompatibleServer(
      ScriptedService([.chat("Hello"), .answer(status: 429, #"{"message":"slowly"}"#)]), .gateway,
      .sample(.serving(step: 0.01)))
    let chat = #"{"model":"gpt-4o","messages":[{"role":"user","content":"hi"}]}"#
    _ = try await server.post("/v1/chat/completions", chat)
    _ = try await server.post("/v1/chat/completions", chat)
    _ = try await server.ask(.get, "/nowhere/\"at\nall")
    let page = try await server.ask(.get, "/metrics")
    #expect(page.fields["content-type"] == "text/plain; version=0.0.4; charset=utf-8")
    let buckets = [
      ("0.005", 0), ("0.01", 0), ("0.025", 0), ("0.05", 2), ("0.1", 2), ("0.25", 2), ("0.5", 2), ("1.0", 2),
      ("2.5", 2), ("5.0", 2), ("10.0", 2), ("30.0", 2), ("60.0", 2), ("+Inf", 2),
    ].map { bound, count in
      "sfmodels_request_duration_seconds_bucket{route=\"/v1/chat/completions\",le=\"\(bound)\"} \(count)"
    }
    let lines = page.body.split(separator: "\n").map(String.init)
    #expect(
      lines.filter { !$0.contains("seconds") && !$0.contains("gen_ai") } == [
        "# HELP sfmodels_requests_total Requests that were answered.",
        "# TYPE sfmodels_requests_total counter",
        #"sfmodels_requests_total{route="/v1/chat/completions",status="200"} 1"#,
        #"sfmodels_requests_total{route="/v1/chat/completions",status="429"} 1"#,
        #"sfmodels_requests_total{route="other",status="404"} 1"#,
        "# HELP sfmodels_requests_in_flight Requests that are being answered, streams until their end.",
        "# TYPE sfmodels_requests_in_flight gauge",
        "sfmodels_requests_in_flight 0",
        "# HELP sfmodels_requests_waiting Requests that wait for their answers to begin.",
        "# TYPE sfmodels_requests_waiting gauge",
        "sfmodels_requests_waiting 0",
        "# HELP sfmodels_streams_in_flight Streams that have begun.",
        "# TYPE sfmodels_streams_in_flight gauge",
        "sfmodels_streams_in_flight 0",
        "# HELP sfmodels_requests_waiting_limit How many may wait; one more is answered 503.",
        "# TYPE sfmodels_requests_waiting_limit gauge",
        "sfmodels_requests_waiting_limit 1024",
        "# HELP sfmodels_tokens_total Tokens as the models' providers count them.",
        "# TYPE sfmodels_tokens_total counter",
        #"sfmodels_tokens_total{direction="input"} 24"#,
        #"sfmodels_tokens_total{direction="output"} 21"#,
        "# HELP sfmodels_upstream_retries_total Requests to the org's service that were made again.",
        "# TYPE sfmodels_upstream_retries_total counter",
        "sfmodels_upstream_retries_total 0",
        "# HELP sfmodels_upstream_failures_total Failures of the org's service, by the status clients got.",
        "# TYPE sfmodels_upstream_failures_total counter",
        #"sfmodels_upstream_failures_total{status="429"} 1"#,
        "# HELP sfmodels_stalled_clients_total Connections closed because their clients took nothing of their answers.",
        "# TYPE sfmodels_stalled_clients_total counter",
        "sfmodels_stalled_clients_total 0",
        "# HELP sfmodels_refused_bodies_total Requests refused because other bodies held all memory.",
        "# TYPE sfmodels_refused_bodies_total counter",
        "sfmodels_refused_bodies_total 0",
        "# HELP sfmodels_dropped_log_lines_total Lines of the log that nobody took in time.",
        "# TYPE sfmodels_dropped_log_lines_total counter",
        "sfmodels_dropped_log_lines_total 0",
        "# HELP sfmodels_fallbacks_total Times that another model was asked in the place of one that did not answer.",
        "# TYPE sfmodels_fallbacks_total counter",
        "# HELP sfmodels_circuit_breaker_state Whether a model with fallbacks is asked (closed), rests (open), or is tried (half-open).",
        "# TYPE sfmodels_circuit_breaker_state gauge",
      ])
    #expect(lines.filter { $0.contains("bucket{route=\"/v1/chat") } == buckets)
    #expect(lines.contains("sfmodels_request_duration_seconds_count{route=\"/v1/chat/completions\"} 2"))
  }

  @Test func aStreamThatBreaksIsAFailureOfTheOrg() async throws {
    let frames =
      #"event: generation"# + "\ndata: {\"generation_details\":{\"generations\":[{\"content\":\"a\"}]}}\n\n"
    let server = CompatibleServer(
      ScriptedService([.stream([Array(frames.utf8)], failing: HTTPFailure(.answer, .closed))]))
    _ = try await server.post(
      "/v1/chat/completions", #"{"model":"gpt-4o","stream":true,"messages":[{"role":"user","content":"hi"}]}"#
    )
    let page = try await server.ask(.get, "/metrics").body
    #expect(page.contains("sfmodels_upstream_failures_total{status=\"502\"} 1\n"))
  }
}
