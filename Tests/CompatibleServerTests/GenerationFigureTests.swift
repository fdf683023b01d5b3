import FoundationEssentials
import HTTPTypes
import ModelsAPI
import Synchronization
import TestSupport
import Testing
import Wire

@testable import CompatibleServer

/// What `/metrics` tells of models, by a clock that each look moves by 10 ms.
struct GenerationFigureTests {
  private static let question = #""messages":[{"role":"user","content":"hi"}]"#

  private func server(
    _ replies: [ScriptedService.Reply], retries: Int = 0, log: Recorder<String> = Recorder([])
  ) -> CompatibleServer {
    let client = ModelsClient(
      ScriptedService(replies), speaking: LLMGateway(),
      retrying: RetryLoop(RetryPolicy(retries: retries), pause: { _ in }),
      now: { Date(timeIntervalSince1970: 0) })
    let clock = SteppingClock()
    return CompatibleServer(
      ServedModels(client, map: .sample),
      .sample {
        $0.elapsed = { clock.next() }
        $0.log = { log.record($0) }
      })
  }

  private func page(of server: CompatibleServer) async throws -> MetricsPage {
    try MetricsPage(try await server.ask(.get, "/metrics").body)
  }

  private func labels(
    _ model: String, _ more: [String: String] = [:], route: String = "/v1/chat/completions",
    operation: String = "chat"
  ) -> [String: String] {
    [
      "gen_ai_operation_name": operation, "gen_ai_provider_name": "salesforce",
      "gen_ai_request_model": model, "route": route,
    ].merging(more) { $1 }
  }

  /// Sums and counts of each family with these labels, rounded to microseconds.
  private func figures(_ page: MetricsPage, _ labels: [String: String]) -> [String: [Double]] {
    let names = page.names.filter { $0.hasPrefix("gen_ai") || $0.hasPrefix("sfmodels_own") }
    let pairs = names.map { name in
      (
        name,
        ["_sum", "_count"].compactMap { page.value(name + $0, labels) }.map { ($0 * 1e6).rounded() / 1e6 }
      )
    }
    return Dictionary(uniqueKeysWithValues: pairs.filter { !$0.1.isEmpty })
  }

  private static let miniModel = "sfdc_ai__DefaultGPT4OmniMini"

  @Test func theTimeOfAWholeAnswerIsTold() async throws {
    let server = server([.chat("Hello")])
    _ = try await server.post("/v1/chat/completions", "{\"model\":\"gpt-4o-mini\",\(Self.question)}")
    let page = try await page(of: server)
    // Arrival 0, the upstream from 10 to 20, the end at 30 ms.
    #expect(
      figures(page, labels(Self.miniModel)) == [
        "gen_ai_server_request_duration_seconds": [0.03, 1],
        "gen_ai_client_operation_duration_seconds": [0.01, 1], "sfmodels_own_duration_seconds": [0.02, 1],
      ])
    let tokens = ["input", "output"].map {
      page.value("gen_ai_client_token_usage_sum", labels(Self.miniModel, ["gen_ai_token_type": $0]))
    }
    #expect(tokens == [24, 21])
  }

  @Test func theTimesOfAStreamAreTold() async throws {
    let log = Recorder<String>([])
    let frames = ScriptedService.frames([#"{"content":"a"}"#, #"{"content":"b"}"#])
    let events = frames.components(by: "\n\n")
    let pieces = [events[0], events[1], events[2...].joined()].map { Array($0.utf8) }
    let server = server([.stream(pieces)], log: log)
    _ = try await server.post(
      "/v1/chat/completions", "{\"model\":\"gpt-4o-mini\",\"stream\":true,\(Self.question)}")
    let page = try await page(of: server)
    // Arrival 0; the first answer from 10 to 20; events at 40, 60 and 80, each waited for 10 ms, and the end at 100; 110.
    #expect(
      figures(page, labels(Self.miniModel)) == [
        "gen_ai_server_request_duration_seconds": [0.11, 1],
        "gen_ai_client_operation_duration_seconds": [0.05, 1], "sfmodels_own_duration_seconds": [0.06, 1],
        "gen_ai_server_time_to_first_token_seconds": [0.04, 1],
        "gen_ai_server_time_per_output_token_seconds": [0.0035, 1],
        "gen_ai_client_operation_time_per_output_chunk_seconds": [0.04, 2],
      ])
    let buckets = [0.01, 0.02, 0.04].map {
      page.value(
        "gen_ai_client_operation_time_per_output_chunk_seconds_bucket",
        labels(Self.miniModel, ["le": "\($0)"]))
    }
    #expect(buckets == [0, 2, 2])
    #expect(log.entries[0].contains(" in=24 out=21 upstream=50ms first=40ms events=3 stream id="))
  }

  @Test(arguments: [
    ("/v1/chat/completions", "chat"), ("/v1/completions", "text_completion"), ("/v1/responses", "chat"),
    ("/v1/messages", "chat"), ("/anthropic/v1/messages", "chat"), ("/v1/embeddings", "embeddings"),
  ])
  func eachEndpointHasItsFigures(_ path: String, _ operation: String) async throws {
    let reply: ScriptedService.Reply =
      switch path {
      case "/v1/embeddings":
        .json(#"{"embeddings":[{"embedding":[1],"index":0}]}"#)
      case "/v1/completions": .json(#"{"generations":[{"text":"a"}]}"#)
      default: .chat("Hello")
      }
    let server = server([reply])
    let answer = try await server.ask(
      .post, path, [("anthropic-version", "2023-06-01")],
      body: """
        {"model":"\(Self.miniModel)","max_tokens":9,\(path == "/v1/completions" ? #""prompt":"a""# : #""input":"a""#),\(Self.question)}
        """)
    #expect(answer.status == 200, "\(answer.body)")
    let name = "gen_ai_server_request_duration_seconds_count"
    #expect(
      try await page(of: server).value(name, labels(Self.miniModel, route: path, operation: operation)) == 1)
  }

  @Test func failuresAreToldApart() async throws {
    let server = server([
      .answer(status: 429, #"{"message":"slowly"}"#), .answer(status: 500, "{}"), .chat("Hello"),
    ])
    for _ in 1...3 {
      _ = try await server.post("/v1/chat/completions", "{\"model\":\"gpt-4o-mini\",\(Self.question)}")
    }
    let page = try await page(of: server)
    let name = "gen_ai_server_request_duration_seconds_count"
    let errors: [[String: String]] = [[:], ["error_type": "429"], ["error_type": "500"]]
    let counts = errors.map { page.value(name, labels(Self.miniModel, $0)) }
    #expect(counts == [1, 1, 1])
    #expect(page.values(of: "error_type") == ["429", "500"])
  }

  @Test func namesThatClientsMakeUpCountAsOne() async throws {
    let names =
      (0..<50).map { "made-up-\($0)" } + (0..<50).map { "sfdc_ai__Nobody\($0)" }
      + [String(repeating: "\u{301}", count: 120), "a\\\"b\nc"]
    let known = ["gpt-4o-mini", Self.miniModel, "openai/gpt-4o-mini"]
    let server = server(Array(repeating: .chat("Hello"), count: names.count + known.count))
    for name in names + known {
      _ = try await server.post(
        "/v1/chat/completions", "{\"model\":\(JSONValue.string(name).text),\(Self.question)}")
    }
    let page = try await page(of: server)
    #expect(page.values(of: "gen_ai_request_model") == ["other", Self.miniModel])
    let counts = ["other", Self.miniModel].map {
      page.value("gen_ai_server_request_duration_seconds_count", labels($0))
    }
    #expect(counts == [Double(names.count), Double(known.count)])
  }

  @Test func whatIsMadeAgainIsCounted() async throws {
    let log = Recorder<String>([])
    let busy = ScriptedService.Reply.answer(status: 503, "{}")
    let server = server(
      [
        busy, busy, .chat("Hello"), busy,
        .stream([Array(ScriptedService.frames([#"{"content":"a"}"#]).utf8)]),
      ], retries: 3, log: log)
    for stream in ["", #","stream":true"#] {
      _ = try await server.post(
        "/v1/chat/completions", "{\"model\":\"gpt-4o-mini\",\(Self.question)\(stream)}")
    }
    #expect(try await page(of: server).value("sfmodels_upstream_retries_total") == 3)
    #expect(log.entries.map { $0.contains(" retries=2 ") } == [true, false, false])
    #expect(log.entries.map { $0.contains(" retries=1 ") } == [false, true, false])
  }

  @Test func labelsAreEscaped() throws {
    var counts = MetricsRegistry.Counts()
    counts.requests[MetricsRegistry.Answered(route: "a\\b\"c\nd", status: 200)] = 7
    let text = MetricsText(counts, ConcurrencyLimiter.Load(waiting: 1, streaming: 2, limit: 3), [:]).text
    #expect(text.contains(#"sfmodels_requests_total{route="a\\b\"c\nd",status="200"} 7"#))
    let page = try MetricsPage(text)
    #expect(page.value("sfmodels_requests_total", ["route": "a\\b\"c\nd", "status": "200"]) == 7)
    let gauges = ["requests_in_flight", "requests_waiting", "streams_in_flight", "requests_waiting_limit"]
    #expect(gauges.map { page.value("sfmodels_\($0)") } == [3, 1, 2, 3])
  }

  @Test(arguments: [
    "a 1", "# HELP a b\n# TYPE a gauge\na 1", "# HELP a b\n# TYPE a gauge\nb 1\n",
    "# HELP a b\n# TYPE a counter\na 1\n", "# HELP a b\n# TYPE a gauge\na{x=\"1\",x=\"2\"} 1\n",
    "# HELP a b\n# TYPE a gauge\na 1\na 2\n", "# HELP a b\n# TYPE a gauge\na{x=\"\\t\"} 1\n",
    "# HELP a b\n# TYPE a histogram\na_bucket{le=\"+Inf\"} 1\na_sum 1\na_count 2\n",
  ])
  func thePagesReaderIsStrict(_ text: String) {
    #expect(throws: MetricsPage.Flaw.self) { try MetricsPage(text) }
  }
}

/// Each look finds it 10 ms later.
private final class SteppingClock: Sendable {
  private let looks = Mutex(0)

  func next() -> Duration {
    looks.withLock { looks in
      defer { looks += 1 }
      return .milliseconds(10 * looks)
    }
  }
}

extension String {
  /// Parts that end with the separator.
  fileprivate func components(by separator: String) -> [String] {
    var parts: [String] = []
    var rest = self[...]
    while let range = rest.firstRange(of: separator) {
      parts.append(String(rest[..<range.upperBound]))
      rest = rest[range.upperBound...]
    }
    return rest.isEmpty ? parts : parts + [String(rest)]
  }
}
