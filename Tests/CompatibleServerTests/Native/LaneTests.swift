import FoundationEssentials
import HTTPTypes
import ModelsAPI
import TestSupport
import Testing
import Wire

@testable import CompatibleServer

/// Which way requests go upstream, and what clients and operators are told of it.
struct LaneTests {
  private static let messages =
    #"{"model":"claude-sonnet-4-5","max_tokens":9,"messages":[{"role":"user","content":"hi"}]}"#
  private static let responses = #"{"model":"gpt-5","input":"hi"}"#
  private static let message =
    #"{"id":"msg_up","type":"message","content":[],"usage":{"input_tokens":3,"output_tokens":2}}"#
  private static let response =
    #"{"id":"resp_up","object":"response","output":[],"usage":{"input_tokens":3,"output_tokens":2}}"#

  /// What a server with lanes asks and says.
  private final class Bench: Sendable {
    let service: ScriptedService
    let server: CompatibleServer
    let told = Recorder<LaneSelector.Refused>()
    let log = Recorder<String>()
    let clock = TestClock.serving()

    init(_ policy: LanePolicy, _ api: CompatibleServer.API = .gateway, _ replies: ScriptedService.Reply...) {
      service = ScriptedService(replies)
      let (told, log, clock) = (told, log, clock)
      let client = ModelsClient(
        service, speaking: api == .models ? ModelsREST() as any Dialect : LLMGateway(),
        retrying: RetryLoop(RetryPolicy(retries: 0), pause: { _ in }), now: { clock.now() })
      let lanes = LaneSelector(policy, elapsed: { clock.elapsed }, tell: { told.record($0) })
      server = CompatibleServer(
        ServedModels(client, map: .sample, lanes: lanes), .sample(clock) { $0.log = { log.record($0) } })
    }

    func post(_ path: String, _ body: String) async throws -> Answer {
      try await server.ask(.post, path, [("anthropic-version", "2023-06-01")], body: body)
    }

    var paths: [String] { service.paths }
  }

  @Test(
    arguments: [
      (
        .auto, "/v1/messages", messages, "/model/sfdc_ai__DefaultBedrockAnthropicClaude45Sonnet/invoke",
        message
      ),
      (
        .auto, "/anthropic/v1/messages?beta=true", messages,
        "/model/sfdc_ai__DefaultBedrockAnthropicClaude45Sonnet/invoke", message
      ),
      (.auto, "/v1/responses", responses, "/responses", response),
      (
        .native, "/v1/messages", messages, "/model/sfdc_ai__DefaultBedrockAnthropicClaude45Sonnet/invoke",
        message
      ),
      (
        .native, "/v1/messages", messages.replacing("claude-sonnet-4-5", with: "gpt-5"),
        "/model/sfdc_ai__DefaultGPT5/invoke", message
      ),
      (
        .native, "/v1/responses", responses.replacing("gpt-5", with: "claude-sonnet-4-5"), "/responses",
        response
      ),
    ] as [(LanePolicy, String, String, String, String)])
  func aRequestTravelsAsItIs(
    _ policy: LanePolicy, _ path: String, _ body: String, _ sent: String, _ answer: String
  ) async throws {
    let bench = Bench(policy, .gateway, .json(answer))
    let got = try await bench.post(path, body)
    #expect(got.status == 200)
    #expect(got.body == answer)
    #expect(got.values("X-Sfmodels-Lane", "Content-Type") == ["native", "application/json"])
    #expect(bench.paths == [sent])
    #expect(bench.log.entries.first?.contains(" lane=native in=3 out=2 ") == true)
  }

  @Test(
    arguments: [
      (.auto, "/v1/messages", messages.replacing("claude-sonnet-4-5", with: "gpt-5")),
      (
        .auto, "/v1/messages",
        messages.replacing("claude-sonnet-4-5", with: "llmgateway__BedrockAnthropicClaude45Opus")
      ),
      (.auto, "/v1/responses", responses.replacing("gpt-5", with: "claude-sonnet-4-5")),
      (.auto, "/v1/responses", responses.replacing("gpt-5", with: "Our_own_model")),
      (.auto, "/v1/chat/completions", messages), (.native, "/v1/chat/completions", messages),
      (.translated, "/v1/messages", messages), (.translated, "/v1/responses", responses),
    ] as [(LanePolicy, String, String)])
  func allElseIsTranslated(_ policy: LanePolicy, _ path: String, _ body: String) async throws {
    let bench = Bench(policy, .gateway, .chat("Hello"))
    let got = try await bench.post(path, body)
    #expect(got.status == 200)
    #expect(got.values("X-Sfmodels-Lane") == ["translated"])
    #expect(bench.paths == ["/chat/generations"])
    #expect(bench.log.entries.first?.contains(" lane=translated in=24 out=21 ") == true)
  }

  @Test(arguments: LanePolicy.allCases)
  func whereThereIsButOneLaneNoneIsNamed(_ policy: LanePolicy) async throws {
    let bench = Bench(policy, .models, restAnswer("Hello"))
    let got = try await bench.post("/v1/messages", Self.messages)
    #expect(got.status == 200)
    #expect(got.values("X-Sfmodels-Lane") == [nil])
    #expect(bench.log.entries.first?.contains("lane=") == false)
  }

  @Test(arguments: [403, 404, 502])
  func aRefusedLaneIsLeftForAnHour(_ status: Int) async throws {
    let no = ScriptedService.Reply.answer(
      status: status, #"{"errorCode":"NOT_FOUND","message":"No user context has been created!"}"#)
    let bench = Bench(
      .auto, .gateway, no, .chat("a"), .chat("b"), .json(Self.response), .chat("c"), no, .chat("d"))
    let model = ModelName("sfdc_ai__DefaultBedrockAnthropicClaude45Sonnet")
    let invoke = "/model/\(model)/invoke"
    let first = try await bench.post("/v1/messages", Self.messages)
    #expect(first.status == 200 && first.values("X-Sfmodels-Lane") == ["translated"])
    #expect(first.body.contains(#""text":"a""#))
    #expect(bench.paths == [invoke, "/chat/generations"])
    _ = try await bench.post("/v1/messages", Self.messages)
    // Another API's endpoint is another matter.
    #expect(try await bench.post("/v1/responses", Self.responses).values("X-Sfmodels-Lane") == ["native"])
    bench.clock.advance(3_599)
    _ = try await bench.post("/v1/messages", Self.messages)
    #expect(bench.paths.dropFirst(2) == ["/chat/generations", "/responses", "/chat/generations"])
    bench.clock.advance(1)
    _ = try await bench.post("/v1/messages", Self.messages)
    #expect(bench.paths.dropFirst(5) == [invoke, "/chat/generations"])
    #expect(bench.told.entries == [LaneSelector.Refused(model: model, surface: .messages, status: status)])
    #expect(bench.log.entries.filter { $0.contains("lane=native") }.count == 1)
  }

  @Test(arguments: [400, 401, 413, 429, 500, 502, 503, 529])
  func anyOtherRefusalIsTheClients(_ status: Int) async throws {
    let bench = Bench(.auto, .gateway, .answer(status: status, #"{"message":"so it is"}"#))
    let got = try await bench.post("/v1/messages", Self.messages)
    #expect(got.status == status)
    #expect(got.json?["error"]?["message"]?.string?.contains("so it is") == true)
    #expect(got.values("X-Sfmodels-Lane") == ["native"])
    #expect(bench.told.entries.isEmpty)
  }

  @Test(arguments: [403, 404])
  func whoWantsTheNativeLaneGetsItsRefusal(_ status: Int) async throws {
    for (path, body) in [("/v1/messages", Self.messages), ("/v1/responses", Self.responses)] {
      let bench = Bench(.native, .gateway, .answer(status: status, #"{"errorCode":"E","message":"no"}"#))
      let got = try await bench.post(path, body)
      #expect(got.status == status)
      #expect(got.json?["error"]?["message"]?.string?.contains("no (\(status) E)") == true)
      #expect(got.values("X-Sfmodels-Lane") == ["native"])
      #expect(bench.told.entries.isEmpty)
    }
  }

  /// Those who read all of a request say what is wrong with it.
  @Test(arguments: [
    "{", "[]", #"{"model":1}"#,
    #"{"model":"gpt-5","input":"hi","messages":[],"max_tokens":9,"stream":"yes"}"#,
    "{\"model\":\"\(String(repeating: "a", count: 300))\"}",
  ])
  func whatIsNoRequestIsRefusedAsEver(_ body: String) async throws {
    for policy in LanePolicy.allCases {
      for path in ["/v1/messages", "/v1/responses"] {
        #expect(try await Bench(policy).post(path, body).status == 400)
      }
    }
  }

  @Test func aModelThatNobodyNamesIsTheServers() async throws {
    let bench = Bench(.auto, .gateway, .json(Self.response))
    _ = try await bench.post("/v1/responses", #"{"input":"hi"}"#)
    #expect(
      bench.service.bodies == [#"{"model":"sfdc_ai__DefaultOpenAIGPT4OmniMini","input":"hi"}"#])
  }

  @Test func settingsThatDoNotCountAreNamed() async throws {
    let bench = Bench(.auto, .gateway, .json(Self.message))
    let got = try await bench.post(
      "/v1/messages", #"{"model":"claude-opus-4-5","thinking":{"type":"adaptive"},"temperature":1,"top_k":5}"#
    )
    #expect(got.values("X-Sfmodels-Ignored") == ["temperature, top_k"])
  }

  @Test func aBetaThatAClientNamesGoesWithItsRequest() async throws {
    let bench = Bench(.auto, .gateway, .json(Self.message))
    _ = try await bench.server.ask(
      .post, "/v1/messages",
      [
        ("anthropic-version", "2023-06-01"), ("anthropic-beta", "a-1,b-2"), ("x-api-key", "secret"),
        ("cookie", "c"), ("x-stainless-os", "Linux"),
      ], body: Self.messages)
    let sent = try #require(bench.service.requests.first)
    #expect(sent.contains("\nanthropic-beta: a-1,b-2\n"))
    for other in ["secret", "cookie", "stainless", "anthropic-version:"] { #expect(!sent.contains(other)) }
  }

  @Test func theMetricsTellTheLane() async throws {
    let bench = Bench(.auto, .gateway, .json(Self.message), .chat("Hello"))
    _ = try await bench.post("/v1/messages", Self.messages)
    _ = try await bench.post("/v1/messages", Self.messages.replacing("claude-sonnet-4-5", with: "gpt-5"))
    let page = try await bench.server.ask(.get, "/metrics").body
    #expect(page.contains(#"route="/v1/messages",lane="native",gen_ai_token_type="input""#))
    #expect(page.contains(#"route="/v1/messages",lane="translated",gen_ai_token_type="input""#))
  }

  @Test func responsesThatTravelledCanBeGoneOnFrom() async throws {
    let first =
      #"{"id":"resp_up","object":"response","output":[{"type":"reasoning","id":"rs_1","encrypted_content":"x"}]}"#
    let bench = Bench(.auto, .gateway, .json(first), .json(Self.response))
    _ = try await bench.post("/v1/responses", Self.responses)
    let body = #"{ "previous_response_id":"resp_up","model":"gpt-5", "input" : "more","n":1.0}"#
    #expect(try await bench.post("/v1/responses", body).status == 200)
    #expect(
      bench.service.bodies.last == """
        { "model":"sfdc_ai__DefaultGPT5", "input" : [{"type":"message","role":"user","content":"hi"},\
        {"type":"reasoning","id":"rs_1","encrypted_content":"x"},{"type":"message","role":"user","content":"more"}],"n":1.0}
        """)
    #expect(try await bench.server.ask(.get, "/v1/responses/resp_up").status == 200)
  }
}
