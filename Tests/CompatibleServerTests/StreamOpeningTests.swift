import HTTPTypes
import ModelsAPI
import TestSupport
import Testing
import Wire

@testable import CompatibleServer

/// What a client can be sent while its stream is waited for.
struct StreamOpeningTests {
  /// Answers after the listener has looked whether it can begin.
  private final class Upstream: HTTPService {
    private let service: ScriptedService
    private let opening: StreamOpening
    let begun = Recorder<(head: HTTPResponse, keepAlive: String)>()

    init(_ opening: StreamOpening, _ service: ScriptedService) {
      (self.opening, self.service) = (opening, service)
    }

    func respond(to request: HTTPRequest, body: [UInt8]) async throws -> HTTPReply {
      if let head = opening.begin() {
        begun.record((head, String(decoding: opening.keepAlive ?? [], as: UTF8.self)))
      }
      return try await service.respond(to: request, body: body)
    }
  }

  /// What the client is sent before the upstream answers, and behind it.
  private func stream(
    _ path: String, _ json: String, _ api: CompatibleServer.API = .gateway, _ fallback: ModelFallback = .none,
    lanes: LaneSelector? = nil, from replies: ScriptedService.Reply...
  ) async throws -> (early: (head: HTTPResponse, keepAlive: String)?, body: String) {
    let opening = StreamOpening()
    let upstream = Upstream(opening, ScriptedService(replies))
    let client = ModelsClient(
      upstream, speaking: api == .models ? ModelsREST() as any Dialect : LLMGateway(),
      retrying: RetryLoop(RetryPolicy(retries: 0), pause: { _ in }), now: { TestClock.start })
    let server = CompatibleServer(
      ServedModels(client, map: .sample, lanes: lanes, fallback: fallback), .sample())
    let request = HTTPRequest(
      method: .post, scheme: "http", authority: "localhost", path: path,
      headerFields: [
        .contentType: "application/json", .origin: "http://localhost:3000", .anthropicVersion: "2023-06-01",
      ])
    var answer = try await server.respond(to: request, body: Array(json.utf8), opening: opening)
    return (
      upstream.begun.entries.first,
      String(decoding: try await answer.body.collect(upTo: 1 << 20), as: UTF8.self)
    )
  }

  private static let ping = "event: ping\ndata: {\"type\":\"ping\"}\n\n"
  private static let comment = ": keep-alive\n\n"
  private static let chat = #""messages":[{"role":"user","content":"hi"}],"stream":true"#
  private static let endpoints = [
    ("/v1/chat/completions", "{\"model\":\"gpt-4o\",\(chat)}", comment),
    ("/v1/completions", #"{"model":"gpt-4o","prompt":"hi","stream":true}"#, comment),
    ("/v1/responses", #"{"model":"gpt-4o","input":"hi","stream":true}"#, comment),
    ("/v1/messages", "{\"model\":\"claude-sonnet-4-5\",\"max_tokens\":9,\(chat)}", ping),
    ("/anthropic/v1/messages?beta=true", "{\"model\":\"claude-sonnet-4-5\",\"max_tokens\":9,\(chat)}", ping),
  ]

  @Test(arguments: endpoints, [CompatibleServer.API.gateway, .models])
  func theHeadIsKnownBeforeTheFirstEvent(
    _ endpoint: (path: String, json: String, sign: String), _ api: CompatibleServer.API
  ) async throws {
    let prompted = ScriptedService.Reply.json(#"{"id":"x","generation":{"id":"g","generatedText":"Hello"}}"#)
    let reply =
      api == .gateway
      ? .events([ScriptedService.frames([#"{"content":"Hello"}"#])])
      : endpoint.json.contains("prompt") ? prompted : restAnswer("Hello")
    let (early, body) = try await stream(endpoint.path, endpoint.json, api, from: reply)
    let head = try #require(early?.head)
    #expect(early?.keepAlive == endpoint.sign)
    #expect(head.status == .ok)
    #expect(head.headerFields[.contentType] == "text/event-stream")
    #expect(head.headerFields[.requestID] == "req_1")
    #expect(head.headerFields[.accessControlAllowOrigin] == "http://localhost:3000")
    #expect(head.headerFields[.streamDowngraded] == (api == .models ? "true" : nil))
    #expect(body.contains("Hello"))
  }

  /// Who answers is known from the first where nobody else could; else a comment says it when it is.
  @Test(arguments: endpoints)
  func theModelIsNamedAsSoonAsItIsKnown(
    _ endpoint: (path: String, json: String, sign: String)
  ) async throws {
    let hello = ScriptedService.Reply.events([ScriptedService.frames([#"{"content":"Hello"}"#])])
    let json = endpoint.json.replacing("claude-sonnet-4-5", with: "gpt-4o")
    let alone = try await stream(endpoint.path, json, from: hello)
    #expect(alone.early?.head.headerFields[.model] == "sfdc_ai__DefaultGPT4Omni")
    #expect(!alone.body.contains("X-Sfmodels-Model"))
    let fallback = ModelFallback(
      try FallbackTable(["sfdc_ai__DefaultGPT4Omni": ["sfdc_ai__DefaultGPT5"]]), elapsed: { .zero })
    let throttled = ScriptedService.Reply.answer(status: 429, #"{"message":"Too many"}"#)
    let (early, body) = try await stream(endpoint.path, json, .gateway, fallback, from: throttled, hello)
    #expect(early?.head.headerFields[.model] == nil)
    #expect(
      body.hasPrefix(": X-Sfmodels-Model: sfdc_ai__DefaultGPT5\n\n") && body.contains("Hello"), "\(body)")
    let failed = try await stream(endpoint.path, json, .gateway, fallback, from: throttled, throttled)
    #expect(failed.early?.head.status == .ok && failed.body.contains("Too many"), "\(failed.body)")
  }

  /// With the models that are asked; the first of them does not answer.
  @Test(
    arguments: [
      ["sfdc_ai__DefaultGPT4Omni", "sfdc_ai__DefaultBedrockAnthropicClaude45Sonnet"],
      ["sfdc_ai__DefaultBedrockAnthropicClaude45Sonnet", "sfdc_ai__DefaultGPT4Omni"],
    ] as [[ModelName]])
  func aHeadNamesNeitherModelNorLaneOfOneThatMayNotAnswer(_ models: [ModelName]) async throws {
    let fallback = ModelFallback(try FallbackTable([models[0]: [models[1]]]), elapsed: { .zero })
    let throttled = ScriptedService.Reply.answer(status: 429, #"{"message":"Too many"}"#)
    let (early, body) = try await stream(
      "/v1/messages", "{\"model\":\"\(models[0])\",\"max_tokens\":9,\(Self.chat)}", .gateway, fallback,
      lanes: LaneSelector(.auto, elapsed: { .zero }, tell: { _ in }), from: throttled, throttled)
    let fields = try #require(early?.head.headerFields)
    #expect(fields[.model] == nil && fields[.lane] == nil && fields[.ignoredSettings] == nil)
    #expect(body.contains("Too many"), "\(body)")
  }

  @Test(arguments: endpoints)
  func aFailureBehindTheHeadIsAnEvent(_ endpoint: (path: String, json: String, sign: String)) async throws {
    let (early, body) = try await stream(
      endpoint.path, endpoint.json,
      from: .answer(status: 429, #"{"errorCode":"LIMIT_EXCEEDED","message":"Too many"}"#))
    #expect(early?.head.status == .ok)
    #expect(body.contains("data: {") && body.contains("Too many") && body.hasSuffix("\n\n"), "\(body)")
  }

  @Test(arguments: [
    ("/v1/chat/completions", #"{"model":"gpt-4o","messages":[{"role":"user","content":"hi"}]}"#),
    ("/v1/responses", #"{"model":"gpt-4o","input":"hi"}"#),
    ("/v1/messages", #"{"model":"claude-x","max_tokens":9,"messages":[{"role":"user","content":"hi"}]}"#),
  ])
  func aWholeAnswerIsNotBegun(_ path: String, _ json: String) async throws {
    #expect(try await stream(path, json, from: .chat("Hello")).early == nil)
  }

  @Test func whatIsSettledIsNotBegun() {
    let opening = StreamOpening()
    #expect(opening.begin() == nil && opening.keepAlive == nil)
    opening.announce(.init(keepAlive: [1]) { HTTPResponse(status: .ok) })
    #expect(!opening.settle())
    #expect(opening.begin() == nil && opening.keepAlive == [1] && !opening.isBegun)
    let other = StreamOpening()
    other.announce(.init(keepAlive: [1]) { HTTPResponse(status: .accepted) })
    #expect(other.begin()?.status == .accepted && other.begin() == nil && other.isBegun && other.settle())
  }
}
