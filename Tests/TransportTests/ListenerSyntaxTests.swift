import HTTPTypes
import Testing
import Wire

@testable import Transport

/// Requests of every shape, as they come over the wire.
@Suite(.timeLimit(.minutes(10)))
struct ListenerSyntaxTests {
  static let requests = [
    ("GET / HTTP/1.1\nHost: a\n\n", "GET a / []"),
    (
      "GET /?q=%20 HTTP/1.1\nhost:\t a:80 \nX-A: 1\nX-A:2\nX-Empty:\n\n",
      "GET a:80 /?q=%20 [X-A: 1, X-A: 2, X-Empty: ]"
    ),
    ("\n\nPOST /a HTTP/1.1\nHost: a\nContent-Length: 2\n\nhi", "POST a /a [Content-Length: 2] hi"),
    (
      "POST / HTTP/1.1\nHost: a\nTransfer-Encoding: chunked\n\n5;x=y\nhello\nA\n 123456789\n0\nX-Sum: 1\n\n",
      "POST a / [Transfer-Encoding: chunked] hello 123456789"
    ),
    ("GET / HTTP/1.0\n\n", "GET - / []"),
    ("OPTIONS * HTTP/1.1\nHost: a\n\n", "OPTIONS a * []"),
    ("GET http://b/c?d HTTP/1.1\nHost: a\n\n", "GET b /c?d []"),
    ("PURGE / HTTP/1.1\nHost: a\nX: grün\n\n", "PURGE a / [X: grün]"),
  ]

  @Test(arguments: requests)
  func readsARequestCutAnywhere(_ request: String, _ expected: String) async throws {
    let bytes = Array(wire(request).utf8)
    try await serve(echo) { port in
      for cut in 1..<bytes.count {
        try await RawConnection.with(port: port) { client in
          try await client.write(bytes: Array(bytes[..<cut]))
          try await client.write(bytes: Array(bytes[cut...]))
          let answer = try await client.readMessage()
          #expect(answer.hasSuffix("\n\n" + expected), "cut at \(cut)")
        }
      }
    }
  }

  @Test(arguments: [
    "GET /\n\n", "GET / HTTP/2.0\nHost: a\n\n", "GET / http/1.1\nHost: a\n\n", "G(T / HTTP/1.1\nHost: a\n\n",
    "GET a HTTP/1.1\nHost: a\n\n", "CONNECT a:443 HTTP/1.1\nHost: a\n\n",
    "GET http:///x HTTP/1.1\nHost: a\n\n",
    "PRI * HTTP/2.0\n\nSM\n\n", "GET / HTTP/1.1\n\n", "GET / HTTP/1.1\nHost: a\nHost: a\n\n",
    "GET / HTTP/1.1\nHost: a\nX : 1\n\n", "GET / HTTP/1.1\nHost: a\n : a\n\n",
    "GET / HTTP/1.1\nHost: a\nno\n\n",
    "GET / HTTP/1.1\nHost: a\nX: \u{0}\n\n", "GET / HTTP/1.1\nHost: a\nX: a\rb\n\n",
    "POST / HTTP/1.1\nHost: a\nContent-Length: +1\n\n", "POST / HTTP/1.1\nHost: a\nContent-Length: 1, 1\n\n",
    "POST / HTTP/1.1\nHost: a\nContent-Length: 1\nContent-Length: 1\n\n",
    "POST / HTTP/1.1\nHost: a\nContent-Length: 5\nTransfer-Encoding: chunked\n\n",
    "POST / HTTP/1.1\nHost: a\nTransfer-Encoding: gzip\n\n",
    "POST / HTTP/1.1\nHost: a\nTransfer-Encoding: chunked\n\nhello\n",
    "POST / HTTP/1.1\nHost: a\nTransfer-Encoding: chunked\n\n1\nab\n",
    "POST / HTTP/1.1\nHost: a\nTransfer-Encoding: chunked\n\nFFFFFFFFFFFFFFFFF\n",
  ])
  func whatCouldBeReadInTwoWaysIsRefused(_ request: String) async throws {
    try await serve(echo) { port in
      let answer = try await exchange(port, request)
      #expect(answer.hasPrefix("HTTP/1.1 400 Bad Request\n"))
    }
  }

  @Test func aRequestBehindARefusedOneIsNotServed() async throws {
    try await serve(echo) { port in
      let answer = try await exchange(
        port,
        "GET /1 HTTP/1.1\nHost: a\n\nPOST / HTTP/1.1\nHost: a\nContent-Length: x\n\nGET /2 HTTP/1.1\nHost: a\n\n"
      )
      let lines = answer.split(separator: "\n").filter { $0.hasPrefix("HTTP/1.1 ") || $0.contains("GET") }
      #expect(lines == ["HTTP/1.1 200 OK", "GET a /1 []HTTP/1.1 400 Bad Request"])
    }
  }

  /// Says what was read of a request: method, authority, path, fields, body.
  private let echo: @Sendable (HTTPRequest, [UInt8]) async throws -> HTTPReply = { request, body in
    let fields = request.headerFields.map(\.description).joined(separator: ", ")
    let content = body.isEmpty ? "" : " " + String(decoding: body, as: UTF8.self)
    let text = "\(request.method) \(request.authority ?? "-") \(request.path ?? "-") [\(fields)]\(content)"
    return HTTPReply(.ok, contentType: "text/plain", Array(text.utf8))
  }
}
