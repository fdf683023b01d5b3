import Testing

/// Every way in which the API can fail, and what the user is told.
@Suite struct FaultTests {
  struct Fault: Sendable, CustomTestStringConvertible {
    var name: String
    var turns: [Turn]
    var exit: Int32
    var attempts: Int
    var words: [String]
    var options: [String] = []
    var tokenRequests = 1

    var testDescription: String { name }
  }

  @Test(arguments: refusals + brokenConnections + strangeAnswers)
  func saysWhatHappenedAndTriesAsOftenAsItHelps(_ fault: Fault) async throws {
    let org = try Org([Documents.generations: fault.turns])
    var call = org.call("generate", "hello")
    call.words += fault.options
    let outcome = try await call.run()
    #expect(org.server.unprepared == [])
    #expect(outcome.exit == fault.exit)
    #expect(outcome.output == "")
    #expect(org.server.requests(to: Documents.generations).count == fault.attempts)
    #expect(org.server.requests(to: Documents.token).count == fault.tokenRequests)
    for words in fault.words { #expect(outcome.errors.contains(words), "\(outcome.errors)") }
    #expect((0..<150).contains(outcome.peakMegabytes))
  }

  static let once = ["--retries", "1"]
  static let never = ["--retries", "0"]

  static let refusals = [
    Fault(
      name: "400 with code and message",
      turns: [
        .answer(
          400,
          #"{"messageCode":"E30002","errorCode":"BAD_ARGUMENT","message":"Messages must be non-null and size > 0."}"#
        )
      ],
      exit: 1, attempts: 1,
      words: ["(400 BAD_ARGUMENT E30002)", "Messages must be non-null and size > 0.", "request id: req-7"]),
    Fault(
      name: "400 for the size of a prompt",
      turns: [
        .answer(
          400,
          #"{"messageCode":"E30036","errorCode":"BAD_ARGUMENT","message":"Prompt size exceeds the token limit for when PII is enabled."}"#
        )
      ],
      exit: 1, attempts: 1, words: ["E30036", "Prompt size exceeds", "characters"]),
    Fault(
      name: "401 twice",
      turns: [Documents.error(401, "INVALID_AUTH", "Access bearer token is missing or invalid").always],
      exit: 3, attempts: 2,
      words: ["(401 INVALID_AUTH E12345)", "Access bearer token is missing or invalid", "sfap_api"],
      tokenRequests: 2),
    Fault(
      name: "403", turns: [Documents.error(403, "NOT_FOUND", "User forbidden from accessing the resource")],
      exit: 3, attempts: 1,
      words: ["(403 NOT_FOUND E12345)", "User forbidden from accessing the resource", "hint:"]),
    Fault(
      name: "404 with body", turns: [Documents.error(404, "NOT_FOUND", "Resource not found")],
      exit: 1, attempts: 1,
      words: [
        "the org has no model 'sfdc_ai__DefaultOpenAIGPT4OmniMini' (404 NOT_FOUND E12345)",
        "Resource not found", "opaque token",
      ]),
    Fault(
      name: "404 empty", turns: [.raw("HTTP/1.1 404 Not Found\nContent-Length: 0\n\n")],
      exit: 1, attempts: 1, words: ["(404)", "opaque token"]),
    Fault(
      name: "423", turns: [Documents.error(423, "NOT_FOUND", "Server is busy").always],
      exit: 5, attempts: 2, words: ["(423 NOT_FOUND E12345)", "Server is busy", "2 attempts"], options: once),
    Fault(
      name: "429 without Retry-After",
      turns: [Documents.error(429, "LIMIT_EXCEEDED", "Too many requests").always],
      exit: 4, attempts: 2, words: ["(429 LIMIT_EXCEEDED E12345)", "Too many requests", "2 attempts"],
      options: once),
    Fault(
      name: "500", turns: [Documents.error(500, "INTERNAL_ERROR", "Internal server error").always],
      exit: 1, attempts: 2, words: ["(500 INTERNAL_ERROR E12345)", "Internal server error", "2 attempts"],
      options: once),
    Fault(
      name: "502 with HTML",
      turns: [
        .answer(
          502, "<html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>", type: "text/html"
        ).always
      ],
      exit: 5, attempts: 2, words: ["(502)", "Bad Gateway", "2 attempts"], options: once),
    Fault(
      name: "503", turns: [Documents.error(503, "INTERNAL_ERROR", "Service is unavailable").always],
      exit: 5, attempts: 3, words: ["(503 INTERNAL_ERROR E12345)", "Service is unavailable", "3 attempts"],
      options: ["--retries", "2"]),
    Fault(
      name: "503 without retries",
      turns: [Documents.error(503, "INTERNAL_ERROR", "Service is unavailable").always],
      exit: 5, attempts: 1, words: ["(503 INTERNAL_ERROR E12345)", "Service is unavailable"], options: never),
    Fault(
      name: "504", turns: [.answer(504, "upstream request timeout", type: "text/plain").always],
      exit: 5, attempts: 2, words: ["(504)", "upstream request timeout", "2 attempts"], options: once),
  ]

  private static let head = "HTTP/1.1 200 OK\nContent-Type: application/json\nContent-Length: 900\n\n"

  static let brokenConnections = [
    // The first comes on the connection of the token request, which may have been closed before it: it is sent again.
    Fault(
      name: "reset before the head", turns: [Turn(.reset).always], exit: 5, attempts: 3,
      words: ["closed the connection", "2 attempts"], options: once),
    Fault(
      name: "closed before the head", turns: [Turn(.close).always], exit: 5, attempts: 2,
      words: ["closed the connection", "2 attempts"], options: once),
    Fault(
      name: "reset after the head", turns: [Turn(.raw(head), .reset).always], exit: 5, attempts: 2,
      words: ["closed the connection before the answer was whole", "2 attempts"], options: once),
    Fault(
      name: "body cut short", turns: [Turn(.raw(head + #"{"id":"chatcmpl"#), .close).always], exit: 5,
      attempts: 2,
      words: ["closed the connection before the answer was whole", "2 attempts"], options: once),
    Fault(
      name: "chunks cut short",
      turns: [Turn(.raw("HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n3\r\n{\"i\r\n"), .close).always],
      exit: 5, attempts: 2, words: ["closed the connection before the answer was whole", "2 attempts"],
      options: once),
    Fault(
      name: "silence before the head", turns: [Turn(.silence).always], exit: 5, attempts: 1,
      words: ["did not answer in time", "--timeout"], options: ["--timeout", "300ms"]),
    Fault(
      name: "silence in the body", turns: [Turn(.raw(head + "{"), .silence).always], exit: 5, attempts: 1,
      words: ["did not answer in time", "--timeout"], options: ["--timeout", "300ms"]),
    Fault(
      name: "longer than the whole time allowed", turns: [Turn(.silence).always], exit: 5, attempts: 1,
      words: ["did not answer in time"], options: ["--max-time", "300ms"]),
  ]

  static let strangeAnswers = [
    Fault(
      name: "invalid JSON", turns: [.answer(200, #"{"id": "chatcmpl-1", "generation": {]"#)], exit: 1,
      attempts: 1,
      words: ["no JSON", "request id: req-7"]),
    Fault(
      name: "an empty answer", turns: [.answer(200, "")], exit: 1, attempts: 1, words: ["no JSON"]),
    Fault(
      name: "a page", turns: [.answer(200, "<html>Log in</html>", type: "text/html")], exit: 1, attempts: 1,
      words: ["no JSON"]),
    Fault(
      name: "JSON of another shape", turns: [.answer(200, #"{"choices":[{"text":"hi"}]}"#)], exit: 1,
      attempts: 1,
      words: ["not what the documents promise", "generation", "request id: req-7"]),
    Fault(
      name: "no HTTP", turns: [Turn(.raw("SSH-2.0-OpenSSH_9.2\r\n"), .close).always], exit: 1, attempts: 1,
      words: ["does not speak HTTP"], options: never),
    Fault(
      name: "an answer of 2 GB",
      turns: [Turn(.raw("HTTP/1.1 200 OK\nContent-Length: 2147483648\n\n"), .flood(1 << 31), .close)],
      exit: 1, attempts: 1, words: ["the answer is longer than"]),
    Fault(
      name: "chunks without end",
      turns: [
        Turn(.raw("HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n7fffffff\r\n"), .flood(1 << 31), .close)
      ],
      exit: 1, attempts: 1, words: ["the answer is longer than"]),
    Fault(
      name: "a redirect",
      turns: [.raw("HTTP/1.1 302 Found\nLocation: https://elsewhere.example/login\nContent-Length: 0\n\n")],
      exit: 1, attempts: 1, words: ["https://elsewhere.example/login", "not followed"]),
    Fault(
      name: "a redirect that keeps the method",
      turns: [.raw("HTTP/1.1 308 Permanent Redirect\nLocation: /other\nContent-Length: 0\n\n")],
      exit: 1, attempts: 1, words: ["/other", "not followed"]),
  ]
}
