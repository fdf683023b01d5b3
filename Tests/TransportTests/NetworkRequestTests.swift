import HTTPTypes
import Synchronization
import Testing
import Wire

@testable import Transport

/// Requests as they go over the wire.
@Suite(.timeLimit(.minutes(10)))
struct NetworkRequestTests {
  @Test func sendsWhatItIsGivenAndWhatMustBeThere() async throws {
    #expect(
      try await sent(
        HTTPRequest(
          method: .post, scheme: "http", authority: "example.org", path: "/a%20b?c=d%2Fe",
          headerFields: [.contentType: "text/plain", .init("x-Feature")!: "1"]), body: "hello")
          == """
          POST /a%20b?c=d%2Fe HTTP/1.1
          Host: example.org
          Content-Type: text/plain
          x-Feature: 1
          User-Agent: tests
          Accept: */*
          Content-Length: 5

          hello
          """)
  }

  /// It is sent in pieces.
  @Test(arguments: [(256 << 10) - 1, 256 << 10, (256 << 10) + 1, 512 << 10, 700_001])
  func aLargeBodyArrivesWhole(_ size: Int) async throws {
    let letters = Array("abcdefghijklmnopqrstuvwxyz".utf8)
    let body = String(decoding: (0..<size).map { letters[($0 + $0 / 1000) % 26] }, as: UTF8.self)
    let text = try await sent(
      HTTPRequest(method: .post, scheme: "http", authority: "example.org", path: "/"), body: body)
    #expect(text.contains("\nContent-Length: \(size)\n\n"))
    #expect(text.hasSuffix("\n\n\(body)"))
  }

  @Test func keepsTheCallersFields() async throws {
    #expect(
      try await sent(
        HTTPRequest(
          method: .get, scheme: "http", authority: "example.org", path: "/",
          headerFields: [.accept: "text/event-stream", .userAgent: "other/1"]))
          == """
          GET / HTTP/1.1
          Host: example.org
          Accept: text/event-stream
          User-Agent: other/1


          """)
  }

  @Test(arguments: [
    HTTPRequest(method: .get, scheme: nil, authority: "example.org", path: "/"),
    HTTPRequest(method: .get, scheme: "ftp", authority: "example.org", path: "/"),
    HTTPRequest(method: .get, scheme: "http", authority: nil, path: "/"),
    HTTPRequest(method: .get, scheme: "http", authority: "example.org", path: nil),
  ])
  func anIncompleteAddressIsRefused(_ request: HTTPRequest) async throws {
    await #expect(throws: TransportError.self) {
      try await Network.plain().respond(to: request, body: [])
    }
  }

  /// The bytes on the wire; the request reaches the test's server as a SOCKS proxy, so that it may name any host.
  private func sent(_ request: HTTPRequest, body: String = "") async throws -> String {
    let seen = Mutex("")
    try await RawServer.with { connection in
      for answer in [[5, 0], [5, 0, 0, 1, 127, 0, 0, 1, 0, 80]] as [[UInt8]] {
        _ = try await connection.read { !$0.isEmpty }
        try await connection.write(bytes: answer)
      }
      let text = try await connection.readMessage()
      seen.withLock { $0 = text }
      try await connection.write("HTTP/1.1 204 No Content\n\n")
    } test: { server in
      let proxies = try ProxySettings(environment: ["http_proxy": "socks5://\(server.authority)"])
      _ = try await Network.plain { $0.proxies = proxies }.respond(to: request, body: Array(body.utf8))
    }
    return seen.withLock { $0 }
  }
}
