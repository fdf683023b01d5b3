import HTTPTypes
import Synchronization
import Testing
import Wire

@testable import Transport

/// Clients of every age and pace.
@Suite(.timeLimit(.minutes(10)))
struct ListenerClientsTests {
  @Test func anOldClientGetsItsAnswerAndTheEnd() async throws {
    try await serve(hello) { port in
      let answer = try await exchange(port, "GET /whole HTTP/1.0\n\n")
      #expect(answer.hasSuffix("\nContent-Length: 5\nConnection: close\n\nhello"))
    }
  }

  @Test func anOldClientGetsAStreamWithoutChunks() async throws {
    try await serve(hello) { port in
      let answer = try await exchange(port, "GET /stream HTTP/1.0\nConnection: keep-alive\n\n")
      #expect(answer.hasSuffix("\nConnection: close\n\nhello"))
      #expect(!answer.contains("chunked"))
    }
  }

  @Test func anOldClientMayAskForMore() async throws {
    try await serve(hello) { port in
      try await RawConnection.with(port: port) { client in
        for _ in 0..<2 {
          try await client.write("GET /whole HTTP/1.0\nConnection: Keep-Alive\n\n")
          #expect(try await client.readMessage().contains("\nConnection: keep-alive\n"))
        }
      }
    }
  }

  @Test func whoWantsAnotherProtocolIsAnsweredInThisOne() async throws {
    try await serve(hello) { port in
      let answer = try await exchange(
        port,
        "GET /whole HTTP/1.1\nHost: a\nConnection: Upgrade, HTTP2-Settings\nUpgrade: h2c\nHTTP2-Settings: AAM\n\n"
      )
      #expect(answer.hasPrefix("HTTP/1.1 200 OK\n"))
    }
  }

  @Test func manyRequestsSentAtOnceAreAnsweredInOrder() async throws {
    try await serve { request, body in
      HTTPReply(.ok, contentType: "text/plain", Array("<\(request.path ?? "")>".utf8) + body)
    } test: { port in
      let requests = (0..<1_000).map { "POST /\($0) HTTP/1.1\nHost: a\nContent-Length: 100\n\n" + filling }
      let last = "GET /last HTTP/1.1\nHost: a\nConnection: close\n\n"
      let answer = try await exchange(port, requests.joined() + last)
      let paths = answer.split(separator: "<").dropFirst().map { $0.prefix { $0 != ">" } }
      #expect(paths == (0..<1_000).map { "/\($0)" } + ["/last"])
    }
  }

  @Test func anAnswerWithoutContentHasNoLength() async throws {
    try await serve { _, _ in
      HTTPReply(head: HTTPResponse(status: .noContent))
    } test: { port in
      let answer = try await exchange(port, "GET / HTTP/1.1\nHost: a\nConnection: close\n\n")
      #expect(answer.hasPrefix("HTTP/1.1 204 No Content\n"))
      #expect(!answer.contains("Content-Length"))
    }
  }

  @Test(arguments: [("3", "3\n\nhel"), ("5", "5\n\nhello"), ("9", "9\n\nhello")])
  func aStreamOfKnownLengthIsNotCutInChunks(_ length: String, _ end: String) async throws {
    try await serve { _, _ in
      var pieces = ["hel", "lo"].prefix(length == "3" ? 1 : 2).map { Array($0.utf8) }
      return HTTPReply(
        head: HTTPResponse(status: .ok, headerFields: [.contentLength: length]),
        body: ReplyBody { pieces.isEmpty ? nil : pieces.removeFirst() })
    } test: { port in
      // Also where the service does not keep its word, the client sees where the answer ends.
      let answer = try await exchange(
        port, "GET / HTTP/1.1\nHost: a\n\(length == "9" ? "" : "Connection: close\n")\n")
      #expect(answer.hasSuffix("\n\n" + end.dropFirst(3)))
      #expect(answer.contains("Content-Length: \(length)\n"))
    }
  }

  @Test func aSlowReaderHoldsBackItsOwnStreamOnly() async throws {
    let pulled = Mutex(0)
    try await serve { request, _ in
      guard request.path == "/stream" else { return HTTPReply(head: HTTPResponse(status: .ok)) }
      let piece = [UInt8](repeating: 65, count: 64 << 10)
      return HTTPReply(
        head: HTTPResponse(status: .ok),
        body: ReplyBody {
          pulled.withLock { $0 += piece.count }
          return piece
        })
    } test: { port in
      try await RawConnection.with(port: port) { slow in
        try await slow.write("GET /stream HTTP/1.1\nHost: a\n\n")
        try await RawConnection.with(port: port) { quick in
          for _ in 0..<300 {
            try await quick.write("GET / HTTP/1.1\nHost: a\n\n")
            _ = try await quick.readMessage()
          }
        }
        // What the system keeps for a connection, at both of its ends, and one piece more.
        #expect(pulled.withLock { $0 } < 32 << 20)
      }
    }
  }

  private let filling = String(repeating: "x", count: 100)

  private let hello: @Sendable (HTTPRequest, [UInt8]) async throws -> HTTPReply = { request, _ in
    guard request.path == "/stream" else {
      return HTTPReply(.ok, contentType: "text/plain", Array("hello".utf8))
    }
    var pieces = ["hel", "lo"].map { Array($0.utf8) }
    return HTTPReply(
      head: HTTPResponse(status: .ok), body: ReplyBody { pieces.isEmpty ? nil : pieces.removeFirst() })
  }
}
