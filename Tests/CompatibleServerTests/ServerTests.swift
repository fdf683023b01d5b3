import HTTPTypes
import ModelsAPI
import TestSupport
import Testing
import Wire

@testable import CompatibleServer

struct ServerTests {
  @Test func everyAnswerHasTheFieldsOfAllAnswers() async throws {
    let server = CompatibleServer.alone(.sample(.serving(step: 0.0125)))
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
    let got = try await CompatibleServer.alone().ask(.get, path)
    #expect(got.status == 200)
    #expect(looked.fields["content-length"] == String(got.body.utf8.count))
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

  @Test func oneRequestTooManyIsSentAway() async throws {
    let server = CompatibleServer.alone(.sample { $0.limits.concurrentRequests = 0 })
    let refused = try await server.post("/v1/chat/completions", "{}")
    #expect(refused.status == 503)
    #expect(refused.fields["retry-after"] == "1")
    #expect(refused.json?["error"]?["type"] == "server_error")
    // Who looks after the server must see it then, too.
    #expect(try await server.ask(.get, "/health").status == 200)
    #expect(try await server.ask(.get, "/metrics").body.contains("sfmodels_requests_in_flight 0\n"))
  }

  @Test func whoHasAnAnswerMakesRoomForTheNext() async throws {
    let server = CompatibleServer(
      ScriptedService([.chat("a"), .answer(status: 500, "{}"), .chat("b")]), .gateway,
      .sample { $0.limits.concurrentRequests = 1 })
    let plain = #"{"model":"gpt-4o","messages":[{"role":"user","content":"hi"}]}"#
    var statuses: [Int] = []
    for _ in 1...3 { statuses.append(try await server.post("/v1/chat/completions", plain).status) }
    #expect(statuses == [200, 500, 200])
  }

  @Test func aStreamThatHasBegunKeepsNobodyAway() async throws {
    let stream = ScriptedService.frames([#"{"content":"a"}"#])
    let server = CompatibleServer(
      ScriptedService([.stream([bytes(stream)]), .stream([bytes(stream)])]), .gateway,
      .sample { $0.limits.concurrentRequests = 1 })
    let streamed = #"{"model":"gpt-4o","stream":true,"messages":[{"role":"user","content":"hi"}]}"#

    var first: HTTPReply? = try await server.reply(.post, "/v1/chat/completions", body: streamed)
    var second: HTTPReply? = try await server.reply(.post, "/v1/chat/completions", body: streamed)
    #expect(second?.head.status == .ok)
    #expect(try await server.ask(.get, "/metrics").body.contains("sfmodels_requests_in_flight 2\n"))
    _ = try await first?.body.collect(upTo: 1 << 20)
    // The client has gone away.
    second = nil
    #expect(try await server.ask(.get, "/metrics").body.contains("sfmodels_requests_in_flight 0\n"))
    first = nil
  }

  private func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

  @Test(arguments: [
    (413, "The request's body is too large.", "request_too_large"),
    (431, "The request's head is too large.", "invalid_request_error"),
    (408, "The request took too long to arrive.", "timeout_error"),
    (400, "This is no HTTP request.", "invalid_request_error"),
  ])
  func whatDidNotArriveIsRefusedInTheClientsWords(_ status: Int, _ message: String, _ type: String) throws {
    let lines = Recorder<String>()
    let server = CompatibleServer.alone(.sample { $0.log = { lines.record($0) } })
    let fields: HTTPFields = [.origin: "http://localhost:3000"]
    let requests = ["/v1/chat/completions", "/v1/messages"].map {
      HTTPRequest(method: .post, scheme: nil, authority: nil, path: $0, headerFields: fields)
    }
    let replies = requests.map { server.refuse($0, with: HTTPResponse.Status(code: status)) }
    #expect(replies.map(\.head.status.code) == [status, status])
    #expect(replies.map { $0.head.headerFields[.requestID] } == ["req_1", "req_2"])
    #expect(replies[0].head.headerFields[.accessControlAllowOrigin] == "http://localhost:3000")
    #expect(
      replies.map { $0.body.whole.map { String(decoding: $0, as: UTF8.self) } } == [
        """
        {"error":{"message":"\(message)","type":"invalid_request_error","param":null,"code":null}}
        """,
        """
        {"type":"error","error":{"type":"\(type)","message":"\(message)"},"request_id":"req_2"}
        """,
      ])
    _ = server.refuse(nil, with: HTTPResponse.Status(code: status))
    #expect(lines.entries.count == 3)
    #expect(lines.entries.first?.contains(" POST /v1/chat/completions \(status) ") == true)
    #expect(lines.entries.last?.contains(" - - \(status) ") == true)
  }
}
