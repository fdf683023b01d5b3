import ModelsAPI
import TestSupport
import Testing
import Wire

@testable import CompatibleServer

struct AnthropicErrorTests {
  static let statuses: [(Int, String)] = [
    (400, "invalid_request_error"), (401, "authentication_error"), (402, "billing_error"),
    (403, "permission_error"), (404, "not_found_error"), (405, "invalid_request_error"),
    (408, "timeout_error"),
    (409, "invalid_request_error"), (413, "request_too_large"), (422, "invalid_request_error"),
    (429, "rate_limit_error"), (431, "invalid_request_error"), (500, "api_error"), (502, "api_error"),
    (503, "overloaded_error"), (504, "timeout_error"), (529, "overloaded_error"),
  ]

  @Test(arguments: statuses)
  func theTypeFollowsFromTheStatus(_ status: Int, _ type: String) {
    var failure = UpstreamFailure(.rejected, message: "No.", requestID: "sf-1")
    failure.status = status
    let error = AnthropicError(.upstream(failure), requestID: "req_0")
    #expect(error.status == status)
    #expect(
      String(decoding: error.json, as: UTF8.self)
        == #"{"type":"error","error":{"type":"\#(type)","message":"No.","#
        + #""details":{"upstream_request_id":"sf-1"}},"request_id":"req_0"}"#)
  }

  static let failures: [(ServerError, Int, String, String)] = [
    (.invalid("x: y", parameter: "x"), 400, "invalid_request_error", "x: y"),
    (
      .unsupported(["n", "seed"], wayOut: "Ask less."), 400, "invalid_request_error",
      "Not possible with this server: n, seed. Ask less."
    ),
    (
      .noMemory(parameter: "thread"), 400, "invalid_request_error",
      "thread: this server keeps no conversations. Send the whole of it."
    ),
    (.unknownModel("m", available: []), 400, "invalid_request_error", "model: m is not known"),
    (
      .unknownPath("/v1/x", meant: "/v1/messages"), 404, "not_found_error",
      "There is nothing at /v1/x. Anthropic's API is under /anthropic/v1, which makes the base URL /anthropic; did you mean /v1/messages?"
    ),
    (
      .wrongContentType("text/plain"), 415, "invalid_request_error",
      "content-type: the body must be application/json, not text/plain"
    ),
    (
      .wrongContentCoding("br"), 415, "invalid_request_error",
      "content-encoding: br is not known here; gzip, zstd are"
    ),
    (
      .wrongMethod(allowed: ["GET", "POST"]), 405, "invalid_request_error",
      "This path answers GET or POST only"
    ),
    (.missingKey, 401, "authentication_error", "x-api-key header is required"),
    (.wrongKey, 401, "authentication_error", "invalid x-api-key"),
    (
      .forbiddenOrigin("https://x.example"), 403, "permission_error",
      "Pages of https://x.example may not use this server. To allow them, start it with --allow-origin https://x.example"
    ),
    (
      .forbiddenHost("x.example"), 403, "permission_error",
      "This server is not known as x.example. To be, start it with --allow-host x.example"
    ),
    (
      .crossSite, 403, "permission_error",
      "Pages of other sites may not use this server without saying which they are. To allow one, start it with --allow-origin ORIGIN"
    ),
    (
      .busy(retryAfter: 1), 503, "overloaded_error",
      "Too many requests are being answered; try again in a moment"
    ),
  ]

  @Test(arguments: failures.indices)
  func everyFailureHasItsWords(_ index: Int) {
    let (failure, status, type, message) = Self.failures[index]
    let error = AnthropicError(failure, requestID: "req_0")
    #expect(error.status == status)
    #expect(error.type == type)
    #expect(error.message == message)
  }

  @Test func anUnknownModelComesWithThoseThatAreKnown() throws {
    let error = AnthropicError(.unknownModel("m", available: ["a", "b"]), requestID: "req_0")
    #expect(
      try String(decoding: error.json, as: UTF8.self)
        == compact(
          #"""
          {"type": "error", "error": {"type": "invalid_request_error", "message": "model: m is not known; known are a, b",
           "details": {"available_models": ["a", "b"]}}, "request_id": "req_0"}
          """#))
  }

  @Test(arguments: ["/v1/messages", "/v1/messages/count_tokens", "/anthropic/v1/messages"])
  func theVersionIsRequired(_ path: String) async throws {
    let server = CompatibleServer.played(by: ScriptedService())
    let without = try await server.posting(path, "{}", version: nil)
    #expect(without.status == 400)
    #expect(
      without.text
        == #"{"type":"error","error":{"type":"invalid_request_error","message":"anthropic-version: header is required"},"#
        + #""request_id":"req_0"}"#)
    let other = try await server.posting(path, "{}", version: "2023-01-01")
    #expect(other.status == 400)
    #expect(
      other.text.contains(
        "anthropic-version: '2023-01-01' is not a valid version; supported are 2023-06-01 and 2026-10-21"))
  }

  @Test(arguments: ["2023-06-01", "2026-10-21"])
  func everySupportedVersionIsAnswered(_ version: String) async throws {
    let served = try await CompatibleServer.played(by: ScriptedService()).posting(
      "/v1/messages/count_tokens", #"{"model": "fast", "messages": [{"role": "user", "content": "Hello"}]}"#,
      version: version)
    #expect(served.status == 200)
  }

  @Test func refusalsOfTheOrgKeepTheirStatus() async throws {
    let service = ScriptedService(
      .answer(status: 429, #"{"message": "Too many.", "errorCode": "TOO_MANY_REQUESTS"}"#))
    let served = try await CompatibleServer.played(by: service).posting(
      "/v1/messages",
      #"{"model": "fast", "max_tokens": 9, "messages": [{"role": "user", "content": "Hello"}]}"#)
    #expect(served.status == 429)
    #expect(served.text.hasPrefix(#"{"type":"error","error":{"type":"rate_limit_error","message":"#))
    #expect(served.text.hasSuffix(#","request_id":"req_0"}"#))
    #expect(served.text.contains("Too many."))
  }

  @Test func otherPathsAndMethodsAreRefusedInTheSameWords() async throws {
    let server = CompatibleServer.played(by: ScriptedService())
    let path = try await server.getting("/anthropic/v1/nothing")
    #expect(path.status == 404)
    #expect(path.text.contains(#""type":"not_found_error""#))
    let method = try await server.getting("/anthropic/v1/messages")
    #expect(method.status == 405)
    #expect(method.text.contains(#""type":"invalid_request_error""#))
  }
}
