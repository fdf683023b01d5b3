import Digest
import HTTPTypes
import ModelsAPI
import TestSupport
import Testing
import Wire

@testable import CompatibleServer

/// Another model in the place of one that does not answer, for clients of both APIs over both upstreams.
struct FallbackTests {
  private static let asked = ModelName("sfdc_ai__DefaultGPT4Omni")
  private static let claude = ModelName("sfdc_ai__DefaultBedrockAnthropicClaude45Sonnet")
  private static let next = ModelName("sfdc_ai__DefaultGPT5")

  /// A server whose models stand in for each other, and what it says.
  private final class Bench: Sendable {
    let service: ScriptedService
    let server: CompatibleServer
    let log = Recorder<String>()
    let changes = Recorder<CircuitBreaker.Change>()
    let clock = TestClock.serving()

    init(
      _ lists: [ModelName: [ModelName]], chosen: [ModelName] = [],
      over api: CompatibleServer.API = .gateway, lane: LanePolicy = .translated, keys: [NamedKey]? = nil,
      retries: Int = 0, _ replies: [ScriptedService.Reply]
    ) throws {
      service = ScriptedService(replies)
      let (log, changes, clock) = (log, changes, clock)
      let client = ModelsClient(
        service, speaking: api == .models ? ModelsREST() as any Dialect : LLMGateway(),
        retrying: RetryLoop(RetryPolicy(retries: retries), pause: { clock.pause($0) }), now: { clock.now() })
      let fallback = ModelFallback(
        try FallbackTable(lists, chosen: chosen), elapsed: { clock.elapsed },
        tell: { changes.record($0) })
      let models = ServedModels(
        client, map: .sample, lanes: LaneSelector(lane, elapsed: { clock.elapsed }, tell: { _ in }),
        fallback: fallback)
      server = CompatibleServer(
        models,
        .sample(clock) { configuration in
          configuration.log = { log.record($0) }
          configuration.namedKeys = keys.map { NamedKeys($0) }
        })
    }

    func post(_ path: String, _ body: String, _ fields: (String, String)...) async throws -> Answer {
      try await server.ask(.post, path, [("anthropic-version", "2023-06-01")] + fields, body: body)
    }

    /// Whom the upstream was asked for, in order.
    func models() throws -> [String?] {
      try zip(service.paths, service.bodies).map { path, body in
        let named = try JSONValue(decoding: body)["model"]?.string
        return named ?? path.split(separator: "/").dropFirst().first.map(String.init)
      }
    }
  }

  /// An endpoint, and a question that it takes.
  private struct Question: Sendable, CustomTestStringConvertible {
    let path: String
    let members: String
    var streams = false

    var body: String { "{\"model\":\"gpt-4o\",\(members)\(streams ? ",\"stream\":true" : "")}" }
    var testDescription: String { streams ? "\(path) streamed" : path }

    func streamed() -> Question { Question(path: path, members: members, streams: true) }

    /// The upstream's answer to it.
    func reply(_ text: String, _ api: CompatibleServer.API) -> ScriptedService.Reply {
      switch api {
      case .gateway where streams: return .events([ScriptedService.frames(["{\"content\":\"\(text)\"}"])])
      case .gateway: return .chat(text)
      case .models where members.contains("prompt"):
        return .json("{\"id\":\"x\",\"generation\":{\"id\":\"g\",\"generatedText\":\"\(text)\"}}")
      case .models: return restAnswer(text)
      }
    }
  }

  private static let messages = #""messages":[{"role":"user","content":"hi"}]"#
  private static let whole = [
    Question(path: "/v1/chat/completions", members: messages),
    Question(path: "/v1/completions", members: #""prompt":"hi""#),
    Question(path: "/v1/responses", members: #""input":"hi""#),
    Question(path: "/v1/messages", members: "\"max_tokens\":9,\(messages)"),
    Question(path: "/anthropic/v1/messages", members: "\"max_tokens\":9,\(messages)"),
  ]
  private static let questions = whole + whole.map { $0.streamed() }
  private static let apis = [CompatibleServer.API.gateway, .models]

  private static func failure(_ status: Int) -> ScriptedService.Reply {
    .answer(status: status, #"{"errorCode":"E","message":"so it is"}"#)
  }

  private static let ways = questions.flatMap { question in apis.map { (question, $0) } }

  @Test(arguments: ways, [403, 404, 423, 429, 500, 502, 503, 504])
  private func theNextModelIsAsked(_ way: (Question, CompatibleServer.API), _ status: Int) async throws {
    let (question, api) = way
    let bench = try Bench(
      [Self.asked: [Self.next]], over: api, [Self.failure(status), question.reply("Hello", api)])
    let answer = try await bench.post(question.path, question.body)
    #expect(answer.status == 200)
    #expect(answer.body.contains("Hello") && !answer.body.contains("so it is"))
    #expect(answer.values("X-Sfmodels-Model") == [Self.next.text])
    #expect(try bench.models() == [Self.asked.text, Self.next.text])
  }

  @Test(arguments: ways, [400, 401, 413, 422])
  private func neverAfterARequestThatIsItselfAtFault(
    _ way: (Question, CompatibleServer.API), _ status: Int
  ) async throws {
    let (question, api) = way
    let bench = try Bench(
      [Self.asked: [Self.next]], over: api, [Self.failure(status)])
    let answer = try await bench.post(question.path, question.body)
    #expect(answer.status == status)
    #expect(answer.values("X-Sfmodels-Model") == [nil])
    #expect(try bench.models() == [Self.asked.text])
  }

  @Test(arguments: ways)
  private func withoutFallbacksTheAnswerNamesItsModelToo(_ way: (Question, CompatibleServer.API)) async throws
  {
    let (question, api) = way
    let bench = try Bench(
      [:], over: api, [question.reply("Hello", api)])
    #expect(
      try await bench.post(question.path, question.body).values("X-Sfmodels-Model") == [Self.asked.text])
    #expect(bench.log.entries.allSatisfy { !$0.contains("answered=") && !$0.contains("failed=") })
  }

  @Test(arguments: whole.map { $0.streamed() })
  private func neverInTheMiddleOfAStream(_ question: Question) async throws {
    let begun =
      "event: generation\ndata: {\"generation_details\":{\"generations\":[{\"content\":\"Hel\"}]}}\n\n"
    let bench = try Bench(
      [Self.asked: [Self.next]], [.events([begun], failing: HTTPFailure(.answer, .closed, peer: "up"))])
    let answer = try await bench.post(question.path, question.body)
    #expect(answer.status == 200)
    #expect(answer.body.contains("Hel") && answer.body.contains("closed the connection"))
    #expect(answer.values("X-Sfmodels-Model") == [Self.asked.text])
    #expect(try bench.models() == [Self.asked.text])
  }

  @Test(
    arguments: whole.map { $0.streamed() },
    [
      ScriptedService.Reply.events([], failing: HTTPFailure(.answer, .closed)),
      .events(["event: error\ndata: {\"errorCode\":\"E\",\"message\":\"so it is\"}\n\n"]), .events([]),
      .failure(HTTPFailure(.connection, .refused)), .failure(HTTPFailure(.answer, .timedOut)),
    ])
  private func aStreamOfWhichNothingCameIsNoStream(
    _ question: Question, _ failure: ScriptedService.Reply
  ) async throws {
    let bench = try Bench([Self.asked: [Self.next]], [failure, question.reply("Hello", .gateway)])
    let answer = try await bench.post(question.path, question.body)
    #expect(answer.status == 200 && answer.body.contains("Hello"))
    #expect(answer.values("X-Sfmodels-Model") == [Self.next.text])
  }

  @Test(arguments: [
    ([429, 503, 404], 429), ([404, 429, 503], 429), ([404, 404, 404], 400), ([503, 400, 404], 503),
    ([404, 400, 422], 400),
  ])
  func whereNobodyAnswersTheClientIsToldWhatMayPass(_ statuses: [Int], _ status: Int) async throws {
    let bench = try Bench(
      [Self.asked: [Self.claude, Self.next]], statuses.map { Self.failure($0) })
    let answer = try await bench.post("/v1/chat/completions", Self.whole[0].body)
    #expect(answer.status == status)
    #expect(answer.values("X-Sfmodels-Model") == [nil])
    #expect(bench.service.paths.count == statuses.count)
    let line = try #require(bench.log.entries.first)
    #expect(line.contains(",\(Self.next):") && !line.contains("answered="), "\(line)")
  }

  /// A model's own retries come first, but nobody waits for it for long while there are others, by whichever way.
  @Test(arguments: [(asked, LanePolicy.translated), (claude, .auto), (claude, .translated)])
  func nobodyIsWaitedForForLongWhileThereAreOthers(_ asked: ModelName, _ lane: LanePolicy) async throws {
    let throttled = ScriptedService.Reply.answer(
      status: 429, #"{"message":"Too many"}"#, headers: [.retryAfter: "50"])
    let bench = try Bench([asked: [Self.next]], lane: lane, retries: 1, [throttled, .chat("Hello")])
    let answer = try await bench.post("/v1/messages", Self.body(asked))
    #expect(answer.status == 200 && answer.values("X-Sfmodels-Model") == [Self.next.text])
    #expect(bench.clock.pauses.isEmpty)
    // Behind the last stands nobody.
    let alone = try Bench([:], lane: lane, retries: 1, [throttled, throttled])
    #expect(try await alone.post("/v1/messages", Self.body(asked)).status == 429)
    #expect(alone.clock.pauses.count == 1)
  }

  @Test func whatWasUsedBeforeAModelFailedCountsToo() async throws {
    let bench = try Bench(
      [Self.asked: [Self.next]], [.chat("One"), Self.failure(503), .chat("One"), .chat("Two")])
    let answer = try await bench.post("/v1/completions", #"{"model":"gpt-4o","prompt":["a","b"]}"#)
    #expect(answer.status == 200)
    #expect(bench.log.entries.first?.contains(" in=72 out=63 ") == true, "\(bench.log.entries)")
  }

  private static let message =
    #"{"id":"msg_up","type":"message","content":[],"usage":{"input_tokens":3,"output_tokens":2}}"#
  private static let native = Question(path: "/v1/messages", members: "\"max_tokens\":9,\(messages)")

  private static func body(_ model: ModelName) -> String {
    native.body.replacing("gpt-4o", with: model.text)
  }

  @Test(
    arguments: [
      // Native, native: the path names the model.
      (claude, "sfdc_ai__DefaultBedrockAnthropicClaude45Opus", .json(message), "native", message),
      // Native, then a model that has no such lane.
      (claude, next, .chat("Hello"), "translated", "Hello"),
      // The other way round.
      (next, claude, .json(message), "native", message),
    ] as [(ModelName, ModelName, ScriptedService.Reply, String, String)])
  func eachModelGoesItsOwnWay(
    _ asked: ModelName, _ next: ModelName, _ reply: ScriptedService.Reply, _ lane: String, _ text: String
  ) async throws {
    let bench = try Bench([asked: [next]], lane: .auto, [Self.failure(429), reply])
    let answer = try await bench.post("/v1/messages", Self.body(asked))
    #expect(answer.status == 200 && answer.body.contains(text), "\(answer)")
    #expect(answer.values("X-Sfmodels-Model", "X-Sfmodels-Lane") == [next.text, lane])
    #expect(try bench.models() == [asked.text, next.text])
  }

  @Test func aRefusedLaneIsLeftBeforeTheModelIs() async throws {
    let bench = try Bench(
      [Self.claude: [Self.next]], lane: .auto,
      [Self.failure(403), Self.failure(403), .chat("Hello")])
    let answer = try await bench.post("/v1/messages", Self.body(Self.claude))
    #expect(answer.values("X-Sfmodels-Model", "X-Sfmodels-Lane") == [Self.next.text, "translated"])
    #expect(try bench.models() == [Self.claude.text, Self.claude.text, Self.next.text])
  }

  @Test(arguments: [429, 500, 503])
  func whereNobodyAnswersNativelyTheUpstreamsStatusPasses(_ status: Int) async throws {
    let opus = ModelName("sfdc_ai__DefaultBedrockAnthropicClaude45Opus")
    let bench = try Bench(
      [Self.claude: [opus]], lane: .auto, [Self.failure(status), Self.failure(status)])
    let answer = try await bench.post("/v1/messages", Self.body(Self.claude))
    #expect(answer.status == status && answer.body.contains("so it is"))
    #expect(answer.values("X-Sfmodels-Model") == [nil])
  }

  @Test(arguments: [(["gpt-4o"], 429), (["gpt-4o", "gpt-5"], 200)])
  func aKeyGetsNoModelThatItMayNotAsk(_ models: [String], _ status: Int) async throws {
    var key = NamedKey(name: "alice", digest: SHA256.digest(of: Array("sfm-alice".utf8)), beginning: "sfm-")
    key.models = models
    let replies = [Self.failure(429), .chat("Hello")].prefix(status == 200 ? 2 : 1)
    let bench = try Bench([Self.asked: [Self.next]], keys: [key], Array(replies))
    let answer = try await bench.post(
      "/v1/chat/completions", Self.whole[0].body, ("Authorization", "Bearer sfm-alice"))
    #expect(answer.status == status)
  }

  @Test func vectorsAreTheModelsOwn() async throws {
    let body = #"{"model":"text-embedding-ada-002","input":"hi"}"#
    let vectors = #"{"embeddings":[{"embedding":[1,2],"index":0}],"parameters":{}}"#
    let model = "sfdc_ai__DefaultOpenAITextEmbeddingAda_002"
    let bench = try Bench([Self.asked: [Self.next]], [.json(vectors), Self.failure(503)])
    #expect(try await bench.post("/v1/embeddings", body).values("X-Sfmodels-Model") == [model])
    #expect(try await bench.post("/v1/embeddings", body).status == 503)
  }

  @Test func logAndFiguresNameWhoFailedAndWhoAnswered() async throws {
    let bench = try Bench(
      [Self.asked: [Self.claude, Self.next]],
      [Self.failure(429), Self.failure(404), .chat("Hello")])
    _ = try await bench.post("/v1/chat/completions", Self.whole[0].body)
    let line = try #require(bench.log.entries.first)
    #expect(
      line.contains(
        " model=gpt-4o lane=translated answered=\(Self.next) failed=\(Self.asked):throttled,\(Self.claude):refused in="
      ),
      "\(line)")
    let page = try MetricsPage(try await bench.server.ask(.get, "/metrics").body)
    let steps = page.families["sfmodels_fallbacks_total"]?.samples.map { "\($0.labels) \($0.value)" }
    #expect(steps?.count == 2)
    #expect(
      page.value(
        "sfmodels_fallbacks_total", ["from": Self.asked.text, "to": Self.claude.text, "reason": "throttled"])
        == 1)
    #expect(
      page.value(
        "sfmodels_fallbacks_total", ["from": Self.claude.text, "to": Self.next.text, "reason": "refused"])
        == 1)
    #expect(
      page.value("sfmodels_circuit_breaker_state", ["model": Self.asked.text, "state": "closed"]) == 1)
  }

  @Test func aModelThatFailsAgainAndAgainRests() async throws {
    let replies = (0..<5).flatMap { _ in [Self.failure(503), ScriptedService.Reply.chat("Hello")] }
    let bench = try Bench([Self.asked: [Self.next]], replies + [.chat("Hello"), .chat("Hi")])
    for _ in 1...6 {
      let answer = try await bench.post("/v1/chat/completions", Self.whole[0].body)
      #expect(answer.values("X-Sfmodels-Model") == [Self.next.text])
    }
    #expect(bench.log.entries.last?.contains(" failed=\(Self.asked):resting ") == true)
    #expect(bench.changes.entries == [.opened(Self.asked)])
    func state(_ state: String) async throws -> Double? {
      try MetricsPage(try await bench.server.ask(.get, "/metrics").body).value(
        "sfmodels_circuit_breaker_state", ["model": Self.asked.text, "state": state])
    }
    #expect(try await state("open") == 1)
    bench.clock.advance(30)
    #expect(try await state("half-open") == 1)
    #expect(
      try await bench.post("/v1/chat/completions", Self.whole[0].body).values("X-Sfmodels-Model")
        == [Self.asked.text])
    #expect(bench.changes.entries == [.opened(Self.asked), .closed(Self.asked)])
    #expect(try await state("closed") == 1)
  }

  /// With the name that is asked, and the label under which it rests.
  @Test(arguments: [("gpt-4o", asked.text), ("made__up", "other")])
  func aModelWithoutAListOfItsOwnIsSeenToRest(_ name: String, _ label: String) async throws {
    let replies = (0..<5).flatMap { _ in [Self.failure(503), ScriptedService.Reply.chat("Hello")] }
    let bench = try Bench([:], chosen: [Self.next], replies)
    let body = Self.whole[0].body.replacing("gpt-4o", with: name)
    for _ in 1...5 { #expect(try await bench.post("/v1/chat/completions", body).status == 200) }
    let page = try MetricsPage(try await bench.server.ask(.get, "/metrics").body)
    #expect(page.value("sfmodels_circuit_breaker_state", ["model": label, "state": "open"]) == 1)
    #expect(page.value("sfmodels_circuit_breaker_state", ["model": Self.next.text, "state": "closed"]) == 1)
  }

  @Test func namesThatClientsMakeUpAreNoLabels() async throws {
    let bench = try Bench(["nobody": [Self.next]], [])
    let labels = ModelLabels(.sample, others: bench.server.models.fallback.table.models)
    #expect(
      ["nobody", "gpt-5", "whoever"].map { labels.label(of: $0) } == ["nobody", Self.next.text, "other"])
  }
}
