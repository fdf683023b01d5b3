import HTTPTypes
import TestSupport
import Testing
import Wire

@testable import CompatibleServer

struct OpenAIErrorTests {
  @Test(
    arguments: [
      (
        .invalid("Bad.", parameter: "messages[0]"),
        400, #"{"message":"Bad.","type":"invalid_request_error","param":"messages[0]","code":null}"#
      ),
      (
        .unsupported(["n", "logprobs"], wayOut: "Use the gateway."), 400,
        #"{"message":"Not supported by the model's API: 'n', 'logprobs'. Use the gateway.","type":"invalid_request_error","param":"n","code":"unsupported_parameter"}"#
      ),
      (
        .unknownModel("invalid-model-name", available: ["claude-3-haiku", "gpt-4"]), 400,
        #"{"message":"Invalid model: invalid-model-name","type":"invalid_request_error","param":"model","code":"invalid_model","details":{"available_models":["claude-3-haiku","gpt-4"]}}"#
      ),
      (
        .unknownPath("/x"), 404,
        #"{"message":"Unknown path: /x. OpenAI's API is under /v1, Anthropic's under /anthropic/v1.","type":"invalid_request_error","param":null,"code":"unknown_url"}"#
      ),
      (
        .unknownPath("/x/responses", meant: "/v1/responses"), 404,
        #"{"message":"Unknown path: /x/responses. OpenAI's API is under /v1, Anthropic's under /anthropic/v1. Did you mean /v1/responses? Clients add it to their base URL by themselves.","type":"invalid_request_error","param":null,"code":"unknown_url"}"#
      ),
      (
        .wrongContentType("text/plain"), 415,
        #"{"message":"The body must be JSON, sent with 'Content-Type: application/json', not 'text/plain'.","type":"invalid_request_error","param":null,"code":"unsupported_media_type"}"#
      ),
      (
        .wrongContentCoding("br"), 415,
        #"{"message":"The content coding 'br' is not known here; gzip, zstd are.","type":"invalid_request_error","param":null,"code":"unsupported_content_encoding"}"#
      ),
      (
        .forbiddenHost("evil"), 403,
        #"{"message":"This server is not evil. To be, start it with --allow-host evil","type":"permission_error","param":null,"code":"forbidden_host"}"#
      ),
      (
        .noMemory(parameter: "thread"), 400,
        #"{"message":"'thread': this server keeps no conversations. Send the whole of it.","type":"invalid_request_error","param":"thread","code":"unsupported_parameter"}"#
      ),
      (
        .busy(retryAfter: 1), 503,
        #"{"message":"Too many requests are being answered; try again in a moment.","type":"server_error","param":null,"code":"server_busy"}"#
      ),
      (
        .upstream(UpstreamFailure(.rejected, message: "m")), 400,
        #"{"message":"m","type":"invalid_request_error","param":null,"code":null}"#
      ),
      (
        .upstream(UpstreamFailure(.unauthorized, message: "m")), 401,
        #"{"message":"m","type":"authentication_error","param":null,"code":"upstream_unauthorized"}"#
      ),
      (
        .upstream(UpstreamFailure(.forbidden, message: "m")), 403,
        #"{"message":"m","type":"permission_error","param":null,"code":"upstream_forbidden"}"#
      ),
      (
        .upstream(UpstreamFailure(.notFound, message: "m")), 404,
        #"{"message":"m","type":"not_found_error","param":null,"code":"not_found"}"#
      ),
      (
        .upstream(UpstreamFailure(.rejected, upstreamStatus: 422, message: "m")), 422,
        #"{"message":"m","type":"invalid_request_error","param":null,"code":null}"#
      ),
      (
        .upstream(UpstreamFailure(.throttled, message: "m", retryAfter: 3)), 429,
        #"{"message":"m","type":"rate_limit_error","param":null,"code":"rate_limit_exceeded"}"#
      ),
      (
        .upstream(UpstreamFailure(.quota, message: "m")), 429,
        #"{"message":"m","type":"insufficient_quota","param":null,"code":"insufficient_quota"}"#
      ),
      (
        .upstream(UpstreamFailure(.internalError, message: "m")), 500,
        #"{"message":"m","type":"server_error","param":null,"code":null}"#
      ),
      (
        .upstream(UpstreamFailure(.unavailable, upstreamStatus: 504, message: "m")), 504,
        #"{"message":"m","type":"server_error","param":null,"code":null}"#
      ),
    ] as [(ServerError, Int, String)])
  func failuresAreOpenAIsErrors(_ failure: ServerError, _ status: Int, _ error: String) async throws {
    var reply = OpenAI.reply(to: failure, requestID: "req_0")
    #expect(reply.head.status.code == status)
    #expect(reply.head.headerFields[.contentType] == "application/json")
    let body = String(decoding: try await reply.body.collect(upTo: 1 << 16), as: UTF8.self)
    #expect(body == "{\"error\":\(error)}")
  }

  @Test func whatTheOrgSaysOfARequestIsPassedOn() async throws {
    let org = ScriptedService([
      .answer(
        status: 429, #"{"message":"slowly"}"#,
        headers: [.retryAfter: "7", HTTPField.Name("x-request-id")!: "sf-1"])
    ])
    let answer = try await CompatibleServer(org).post(
      "/v1/completions", #"{"model":"gpt-4o","prompt":"hi"}"#)
    #expect(answer.status == 429)
    #expect(answer.values("retry-after", "x-upstream-request-id") == ["7", "sf-1"])
  }

  @Test(arguments: [
    ("gpt-4o", "Invalid model: gpt-4o (sfdc_ai__DefaultGPT4Omni)"),
    ("sfdc_ai__DefaultGPT9", "Invalid model: sfdc_ai__DefaultGPT9"),
  ])
  func aModelThatTheOrgLacksStandsUnderTheClientsName(_ name: String, _ message: String) async throws {
    let refusal = #"{"errorCode":"NOT_FOUND","message":"Requested model not found"}"#
    let answer = try await CompatibleServer(ScriptedService([.answer(status: 404, refusal)]), .models).post(
      "/v1/chat/completions",
      "{\"model\":\"\(name)\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}")
    #expect(answer.status == 400)
    #expect(
      answer.json?["error"] == [
        "message": .string(message), "type": "invalid_request_error", "param": "model",
        "code": "invalid_model",
        "details": ["available_models": .array(ModelMap.sample.names.map { .string($0) })],
      ])
  }
}
