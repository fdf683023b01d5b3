import ModelsAPI
import TestSupport
import Testing
import Wire

/// What the service says when it says no.
struct RefusalTests {
  private func refusal(_ raw: String) async -> ModelsFailure? {
    await #expect(throws: ModelsFailure.self) { try await ModelsClient(ScriptedService(raw)).chat(.hello) }
  }

  private static let model = ChatRequest.hello.model

  @Test(arguments: [
    (400, "REQUIRED_FIELD_MISSING", "Field is required"),
    (401, "INVALID_AUTH", "Access bearer token is missing or invalid"),
    (403, "NOT_FOUND", "User forbidden from accessing the resource"),
    (404, "NOT_FOUND", "Resource not found"),
    (423, "NOT_FOUND", "Server is busy and cannot process the request at this time"),
    (429, "LIMIT_EXCEEDED", "Too many requests for the server to handle"),
    (500, "INTERNAL_ERROR", "Internal server error"), (503, "INTERNAL_ERROR", "Service is unavailable"),
    (409, "CONFLICT", "Something else"), (418, "TEAPOT", "Short and stout"),
  ])
  func keepsStatusCodesAndSentence(_ status: Int, _ code: String, _ message: String) async {
    let failure = await refusal(
      """
      HTTP/1.1 \(status) Whatever
      content-type: application/json
      x-request-id: r-2

      {"messageCode":"E30002","errorCode":"\(code)","message":"\(message)"}
      """)
    let expected = Refusal(
      status: status, errorCode: code, messageCode: "E30002", message: message, requestID: "r-2",
      model: Self.model)
    #expect(failure == .refused(expected))
  }

  @Test(
    arguments: [
      (
        #"{"error_code":"BAD_ARGUMENT","message_code":"E30036","message":"Too long"}"#,
        Refusal(
          status: 400, errorCode: "BAD_ARGUMENT", messageCode: "E30036", message: "Too long", model: model)
      ),
      (
        #"[{"errorCode":"INVALID_SESSION_ID","message":"Session expired or invalid"}]"#,
        Refusal(
          status: 400, errorCode: "INVALID_SESSION_ID", message: "Session expired or invalid", model: model)
      ),
      (
        #"{"error":{"code":"overloaded","message":"Later"}}"#,
        Refusal(status: 400, errorCode: "overloaded", message: "Later", model: model)
      ),
      (#"{"error":{"code":400,"message":"No"}}"#, Refusal(status: 400, message: "No", model: model)),
      (
        #"{"error":"invalid_token","error_description":"It is old"}"#,
        Refusal(status: 400, errorCode: "invalid_token", message: "It is old", model: model)
      ),
      (
        #"{"timestamp":1,"status":404,"error":"Not Found","path":"/x"}"#,
        Refusal(status: 400, message: "Not Found", model: model)
      ),
      (
        #"{"errorCode":"X","message":"m","targets":[{"type":"FIELD","reference":"prompt"},{"reference":"x"},{}]}"#,
        Refusal(
          status: 400, errorCode: "X", message: "m",
          targets: [
            Refusal.Target(type: "FIELD", reference: "prompt"), Refusal.Target(type: nil, reference: "x"),
          ], model: model)
      ),
      (
        "<html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>",
        Refusal(status: 400, message: "502 Bad Gateway", model: model)
      ),
      (
        "upstream connect error\n  reset",
        Refusal(status: 400, message: "upstream connect error reset", model: model)
      ),
      ("", Refusal(status: 400, model: model)),
      (#"{"fault":"unknown"}"#, Refusal(status: 400, message: #"{"fault":"unknown"}"#, model: model)),
      ("[]", Refusal(status: 400, message: "[]", model: model)),
      (#""no""#, Refusal(status: 400, message: #""no""#, model: model)),
      (#"{"errorCode":"#, Refusal(status: 400, message: #"{"errorCode":"#, model: model)),
    ] as [(String, Refusal)])
  func readsEveryKindOfBody(_ body: String, _ expected: Refusal) async {
    #expect(await refusal("HTTP/1.1 400 Bad Request\n\n\(body)") == .refused(expected))
  }

  @Test(
    arguments: [
      ("30", .seconds(30)), ("Sun, 06 Nov 1994 08:50:37 GMT", .seconds(60)), ("soon", nil),
    ] as [(String, Duration?)])
  func readsHowLongToWait(_ value: String, _ wait: Duration?) async {
    let failure = await refusal("HTTP/1.1 429 Too Many Requests\nRetry-After: \(value)\n\n")
    #expect(failure == .refused(Refusal(status: 429, retryAfter: wait, model: Self.model)))
  }

  @Test func namesNoModelWhereNoneWasAsked() async {
    let upstream = ScriptedService("HTTP/1.1 404 Not Found\n\n")
    await #expect(throws: ModelsFailure.refused(Refusal(status: 404))) {
      try await ModelsClient(upstream).submit(Feedback(id: "f", generationID: "g", verdict: .bad))
    }
  }

  @Test(arguments: [(301, "https://elsewhere.example/x"), (302, nil), (307, "/x"), (308, "/x"), (304, nil)])
  func doesNotFollowARedirect(_ status: Int, _ location: String?) async {
    let field = location.map { "location: \($0)\n" } ?? ""
    let failure = await refusal("HTTP/1.1 \(status) Moved\nx-request-id: r-3\n\(field)\n<html>")
    #expect(failure == .redirected(status: status, location: location, requestID: "r-3"))
  }
}
