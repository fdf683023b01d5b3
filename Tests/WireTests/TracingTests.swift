import HTTPTypes
import TestSupport
import Testing
import Wire

/// The whole trace of an exchange.
struct TracingTests {
  private let lines = Recorder<String>()

  private var text: String { lines.entries.joined(separator: "\n") }

  /// Sends a request through a traced service and reads the answer to its end.
  private func trace(
    _ request: HTTPRequest, _ body: String = "", answer: @escaping @Sendable () throws -> HTTPReply
  ) async throws {
    let service = Tracing(HTTPFunction { _, _ in try answer() }, hiding: Redaction(), show: lines.record)
    var reply = try await service.respond(to: request, body: Array(body.utf8))
    while try await reply.body.next() != nil {}
  }

  private static func pieces(_ pieces: [String], type: String) -> HTTPReply {
    var rest = pieces[...]
    return HTTPReply(
      head: HTTPResponse(status: .ok, headerFields: [.contentType: type]),
      body: ReplyBody { rest.popFirst().map { Array($0.utf8) } })
  }

  @Test func showsATokenRequestWithoutItsSecrets() async throws {
    let request = HTTPRequest(
      method: .post, scheme: "https", authority: "acme.my.salesforce.com", path: "/services/oauth2/token",
      headerFields: [.contentType: "application/x-www-form-urlencoded"])
    try await trace(request, "grant_type=client_credentials&client_secret=s3cret") {
      Self.pieces([#"{"access_token":"opa"#, #"que","scope":"api"}"#], type: "application/json")
    }
    #expect(
      text == """
        > POST https://acme.my.salesforce.com/services/oauth2/token
        > Content-Type: application/x-www-form-urlencoded
        >\u{20}
        > grant_type=client_credentials&client_secret=***
        < 200 OK
        < Content-Type: application/json
        < {"access_token":"***","scope":"api"}
        """)
  }

  /// Several requests at a time share one standard error.
  @Test func whatBelongsTogetherIsShownAtOnce() async throws {
    let request = HTTPRequest(
      method: .post, scheme: nil, authority: nil, path: "/m", headerFields: [.accept: "text/plain"])
    try await trace(request, "body") { Self.pieces(["an", "swer"], type: "text/plain") }
    #expect(
      lines.entries == [
        "> POST /m\n> Accept: text/plain\n> \n> body", "< 200 OK\n< Content-Type: text/plain", "< answer",
      ])
  }

  @Test func showsARequestWithoutHostOrBody() async throws {
    let request = HTTPRequest(
      method: .get, scheme: nil, authority: nil, path: "/models",
      headerFields: [.authorization: "Bearer abcd"])
    try await trace(request) { HTTPReply(head: HTTPResponse(status: .noContent)) }
    #expect(
      text == """
        > GET /models
        > Authorization: Bearer ***
        < 204 No Content
        """)
  }

  @Test func framesAreNoTextToShow() async throws {
    let request = HTTPRequest(method: .post, scheme: nil, authority: nil, path: "/m")
    try await trace(request) {
      Self.pieces(["\u{0}\u{1B}[2J", "abc"], type: "application/vnd.amazon.eventstream")
    }
    #expect(
      text == """
        > POST /m
        < 200 OK
        < Content-Type: application/vnd.amazon.eventstream
        < (8 bytes)
        """)
  }

  @Test func showsAStreamPieceByPiece() async throws {
    try await trace(HTTPRequest(path: "/stream")) {
      Self.pieces(["data: a\n\n", "data: b\n\n"], type: "text/event-stream;charset=utf-8")
    }
    #expect(
      text == """
        > GET /stream
        < 200 OK
        < Content-Type: text/event-stream;charset=utf-8
        < data: a


        < data: b


        """)
  }

  /// Wherever the network cuts it.
  @Test func hidesASecretThatIsCutInTwo() async throws {
    let redaction = Redaction()
    redaction.remember("hunter22/x")
    let stream = #"data: {"a":"hunter22\/x"}"# + "\n\ndata: aHVudGVyMjIveA==\n\n"
    for cut in 1..<stream.utf8.count {
      let text = Recorder<String>()
      let pieces = [String(stream.prefix(cut)), String(stream.dropFirst(cut))]
      let tracing = Tracing(
        HTTPFunction { _, _ in Self.pieces(pieces, type: "text/event-stream") }, hiding: redaction,
        show: text.record)
      var body = try await tracing.respond(to: HTTPRequest(path: "/stream"), body: []).body
      #expect(try await body.collect(upTo: 1000) == Array(stream.utf8))
      let shown = text.entries.drop { !$0.contains("data") }.map { $0.dropFirst(2) }.joined()
      #expect(shown == "data: {\"a\":\"***\"}\n\ndata: ***\n\n", "cut at \(cut)")
    }
  }

  @Test func countsALargeBodyInsteadOfShowingIt() async throws {
    try await trace(HTTPRequest(path: "/large")) {
      Self.pieces(
        [String(repeating: "x", count: 40_000), String(repeating: "y", count: 40_000)], type: "text/plain")
    }
    #expect(text.hasSuffix("\n< (80000 bytes)"))
  }

  @Test func handsOnTheBodyUnchanged() async throws {
    let reply = Self.pieces(["a", "b"], type: "text/plain").head
    let service = Tracing(
      HTTPFunction { _, _ in HTTPReply(head: reply, body: ReplyBody(Array("\"access_token\":\"x\"".utf8))) },
      hiding: Redaction(), show: lines.record)
    var answer = try await service.respond(to: HTTPRequest(path: "/"), body: [])
    #expect(try await answer.body.collect(upTo: 100) == Array("\"access_token\":\"x\"".utf8))
  }

  @Test func showsAFailureAndPassesItOn() async throws {
    let failure = HTTPFailure(.connection, .refused, peer: "acme:443", detail: "sent Bearer abc123")
    await #expect(throws: failure) {
      try await trace(HTTPRequest(path: "/")) { throw failure }
    }
    #expect(text.hasSuffix("\n* connection: refused (acme:443: sent Bearer ***)"))
  }
}

extension HTTPRequest {
  fileprivate init(path: String) {
    self.init(method: .get, scheme: nil, authority: nil, path: path)
  }
}
