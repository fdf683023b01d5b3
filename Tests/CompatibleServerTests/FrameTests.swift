import HTTPTypes
import ModelsAPI
import Testing
import Wire

@testable import CompatibleServer

struct FrameTests {
  @Test func everyAnswerHasTheFieldsOfTheFrame() async throws {
    let server = CompatibleServer.alone(.sample(SteppingClock(step: 0.0125)))
    for (path, status) in [("/health", 200), ("/v1/models", 200), ("/nowhere", 404)] {
      let answer = try await server.ask(.get, path)
      #expect(answer.status == status)
      #expect(answer.fields["cache-control"] == "no-cache, no-store, must-revalidate")
      #expect(answer.fields["request-id"] == answer.fields["x-request-id"])
      #expect(answer.fields["request-id"]?.hasPrefix("req_") == true)
      #expect(answer.fields["x-proxy-latency-ms"].flatMap(Int.init) != nil)
      #expect(answer.fields["access-control-allow-origin"] == nil)
    }
  }

  @Test func healthIsAsDescribed() async throws {
    let answer = try await CompatibleServer.alone().ask(.get, "/health?deep=1")
    #expect(answer.body == #"{"status":"healthy","timestamp":1795274400,"version":"1.2.3"}"#)
    #expect(answer.fields["content-type"] == "application/json")
  }

  @Test(arguments: [
    "/", "/v1", "/v1/", "/anthropic", "/anthropic/", "/anthropic/v1", "/health", "/v1/models",
  ])
  func aLookWhetherAnybodyIsThereIsAnswered(_ path: String) async throws {
    let looked = try await CompatibleServer.alone().ask(.head, path)
    #expect(looked.status == 200)
    #expect(looked.body == "")
    #expect(try await CompatibleServer.alone().ask(.get, path).status == 200)
  }

  @Test(
    arguments: [
      (
        .get, "/v2/models", 404,
        "Unknown path: /v2/models. OpenAI's API is under /v1, Anthropic's under /anthropic/v1.",
        "unknown_url", nil
      ),
      (
        .get, "/v1/models/a/b", 404,
        "Unknown path: /v1/models/a/b. OpenAI's API is under /v1, Anthropic's under /anthropic/v1.",
        "unknown_url", nil
      ),
      (.post, "/v1/models/", 405, "This path answers GET only.", "method_not_allowed", "GET"),
      (.get, "/v1/chat/completions", 405, "This path answers POST only.", "method_not_allowed", "POST"),
      (.delete, "/v1/embeddings?x=1", 405, "This path answers POST only.", "method_not_allowed", "POST"),
    ] as [(HTTPRequest.Method, String, Int, String, String, String?)])
  func whatIsNotServedIsSaid(
    _ method: HTTPRequest.Method, _ path: String, _ status: Int, _ message: String, _ code: String,
    _ allow: String?
  ) async throws {
    let answer = try await CompatibleServer.alone().ask(method, path)
    #expect(answer.status == status)
    #expect(
      answer.json == [
        "error": [
          "message": .string(message), "type": "invalid_request_error", "param": nil, "code": .string(code),
        ]
      ])
    #expect(answer.fields["allow"] == allow)
  }

  @Test func oneRequestTooManyIsSentAwayUntilAStreamEnds() async throws {
    let stream = PlayedOrg.frames([#"{"content":"a"}"#])
    let server = CompatibleServer(
      PlayedOrg([.stream([bytes(stream)]), .stream([bytes(stream)]), PlayedOrg.chat("b")]), .gateway,
      .sample { $0.limits.concurrentRequests = 1 })
    let streamed = #"{"model":"gpt-4o","stream":true,"messages":[{"role":"user","content":"hi"}]}"#
    let plain = #"{"model":"gpt-4o","messages":[{"role":"user","content":"hi"}]}"#

    var open: HTTPReply? = try await server.reply(.post, "/v1/chat/completions", body: streamed)
    let refused = try await server.post("/v1/chat/completions", plain)
    #expect(refused.status == 503)
    #expect(refused.fields["retry-after"] == "1")
    #expect(refused.json?["error"]?["type"] == "server_error")
    // Who looks after the server must see it then, too.
    #expect(try await server.ask(.get, "/health").status == 200)
    #expect(try await server.ask(.get, "/metrics").body.contains("sfmodels_requests_in_flight 1\n"))

    _ = try await open?.body.collect(upTo: 1 << 20)
    open = try await server.reply(.post, "/v1/chat/completions", body: streamed)
    #expect(try await server.post("/v1/chat/completions", plain).status == 503)
    // The client has gone away.
    open = nil
    #expect(try await server.post("/v1/chat/completions", plain).status == 200)
  }

  private func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }
}
