import HTTPTypes
import Synchronization
import Testing
import Wire

@testable import Transport

@Suite(.timeLimit(.minutes(10)))
struct ListenerTests {
  @Test func aWholeReplyHasLengthAndDate() async throws {
    try await serve { request, body in
      #expect(request.scheme == "http")
      #expect(request.authority == "example.org")
      return HTTPReply(.ok, contentType: "text/plain", Array("\(request.path ?? "") ".utf8) + body)
    } test: { port in
      let answer = try await exchange(
        port, "POST /a?b HTTP/1.1\nHost: example.org\nContent-Length: 4\nConnection: close\n\nbody")
      #expect(
        answer.withoutDate == """
          HTTP/1.1 200 OK
          Content-Type: text/plain
          Date: *
          Content-Length: 9
          Connection: close

          /a?b body
          """)
    }
  }

  @Test func requestsInARowShareAConnection() async throws {
    try await serve { request, _ in
      HTTPReply(.ok, contentType: "text/plain", Array((request.path ?? "").utf8))
    } test: {
      let answer = try await exchange(
        $0, "GET /one HTTP/1.1\nHost: a\n\nGET /two HTTP/1.1\nHost: a\nConnection: close\n\n")
      #expect(answer.contains("\n\n/one"))
      #expect(answer.hasSuffix("\n\n/two"))
    }
  }

  @Test func aPieceIsWrittenAsSoonAsItIsPulled() async throws {
    let (pieces, more) = AsyncStream.makeStream(of: [UInt8].self)
    try await serve { _, _ in
      var iterator = pieces.makeAsyncIterator()
      return HTTPReply(
        head: HTTPResponse(status: .ok), body: ReplyBody { await iterator.next(isolation: #isolation) })
    } test: { port in
      try await RawConnection.with(port: port) { client in
        try await client.write("GET / HTTP/1.1\nHost: a\n\n")
        let head = try await client.read { $0.hasSuffix("\n\n") }
        #expect(head.lowercased().contains("transfer-encoding: chunked"))
        for piece in ["hello", "again"] {
          more.yield(Array(piece.utf8))
          let chunk = try await client.read { $0.hasSuffix("\(piece)\n") }
          #expect(chunk == "5\n\(piece)\n")
        }
        more.finish()
        let end = try await client.read { $0.hasSuffix("\n\n") }
        #expect(end == "0\n\n")
      }
    }
  }

  @Test(arguments: [false, true])
  func aConnectionThatBreaksCancelsTheService(afterTheHead: Bool) async throws {
    let (begun, begin) = AsyncStream.makeStream(of: Void.self)
    let (cancelled, cancel) = AsyncStream.makeStream(of: Void.self)
    let untilCancelled: @Sendable () async throws -> Void = {
      defer { cancel.finish() }
      begin.finish()
      for await _ in AsyncStream<Void>.makeStream().stream {}
      try Task.checkCancellation()
    }
    try await serve { _, _ in
      if !afterTheHead { try await untilCancelled() }
      return HTTPReply(
        head: HTTPResponse(status: .ok),
        body: ReplyBody {
          try await untilCancelled()
          return nil
        })
    } test: { port in
      try await RawConnection.with(port: port) { client in
        try await client.write("GET / HTTP/1.1\nHost: a\n\n")
        for await _ in begun {}
        try await client.reset()
      }
      for await _ in cancelled {}
    }
  }

  @Test func anErrorBeforeTheHeadIsAnAnswerWithoutDetails() async throws {
    let failures = Mutex(0)
    let count: @Sendable (any Error) -> Void = { _ in failures.withLock { $0 += 1 } }
    try await serve(onFailure: count) { _, _ in
      throw HTTPFailure(.name, .unknownHost, peer: "secret.example:443")
    } test: { port in
      let answer = try await exchange(port, "GET / HTTP/1.1\nHost: a\nConnection: close\n\n")
      #expect(answer.hasPrefix("HTTP/1.1 500 "))
      #expect(answer.hasSuffix(#"{"message":"Internal Server Error"}"#))
      #expect(!answer.contains("secret"))
    }
    #expect(failures.withLock { $0 } == 1)
  }

  @Test func anErrorInTheBodyBreaksTheConnection() async throws {
    try await serve { _, _ in
      var hasBegun = false
      return HTTPReply(
        head: HTTPResponse(status: .ok),
        body: ReplyBody {
          if hasBegun { throw HTTPFailure(.answer, .closed) }
          hasBegun = true
          return Array("hello".utf8)
        })
    } test: { port in
      let answer = try await exchange(port, "GET / HTTP/1.1\nHost: a\n\n")
      #expect(answer.hasSuffix("\n\n5\nhello\n"))
      #expect(try await Network.plain().failure(from: "127.0.0.1:\(port)")?.kind == "answer closed")
    }
  }

  @Test(arguments: [
    "Content-Length: 11\nConnection: close\n\nhello world",
    "Transfer-Encoding: chunked\nConnection: close\n\n5\nhello\n6\n world\n0\n\n",
  ])
  func aBodyBeyondTheLimitIsRefused(_ body: String) async throws {
    try await serve(limits: .with { $0.body = 10 }) { _, _ in
      HTTPReply(head: HTTPResponse(status: .ok))
    } test: {
      let answer = try await exchange($0, "POST / HTTP/1.1\nHost: a\n\(body)")
      #expect(answer.hasPrefix("HTTP/1.1 413 "))
    }
  }

  @Test(arguments: [1_000, 100_000])
  func aHeaderBeyondTheLimitIsRefused(_ size: Int) async throws {
    try await serve(limits: .with { $0.header = 1_000 }) { _, _ in
      HTTPReply(head: HTTPResponse(status: .ok))
    } test: {
      let field = "X-Long: \(String(repeating: "a", count: size))"
      let answer = try await exchange($0, "GET / HTTP/1.1\nHost: a\nConnection: close\n\(field)\n\n")
      #expect(answer.hasPrefix("HTTP/1.1 431 Request Header Fields Too Large\n"))
    }
  }

  @Test func aClientThatAsksIsToldToSendItsBody() async throws {
    try await serve { _, body in
      HTTPReply(.ok, contentType: "text/plain", body)
    } test: { port in
      try await RawConnection.with(port: port) { client in
        try await client.write("POST / HTTP/1.1\nHost: a\nContent-Length: 5\nExpect: 100-continue\n\n")
        let interim = try await client.read { $0.hasSuffix("\n\n") }
        #expect(interim == "HTTP/1.1 100 Continue\n\n")
        try await client.write("hello")
        let answer = try await client.readMessage()
        #expect(answer.hasSuffix("\n\nhello"))
      }
    }
  }

  @Test func leaveToSendTheBodyIsAlsoGivenBehindAnotherRequest() async throws {
    let (arrivals, arrival) = AsyncStream.makeStream(of: Void.self)
    try await serve { request, body in
      if request.path == "/first" { for await _ in arrivals {} }
      return HTTPReply(.ok, contentType: "text/plain", body)
    } test: { port in
      try await RawConnection.with(port: port) { client in
        try await client.write(
          "GET /first HTTP/1.1\nHost: a\n\n"
            + "POST /second HTTP/1.1\nHost: a\nContent-Length: 5\nExpect: 100-continue\n\n")
        arrival.finish()
        _ = try await client.read { $0.hasSuffix("\nHTTP/1.1 100 Continue\n\n") }
        try await client.write("hello")
        _ = try await client.read { $0.hasSuffix("\n\nhello") }
      }
    }
  }

  @Test func aRequestCutShortIsNotServed() async throws {
    let served = Mutex(0)
    let refusing: Listener.RejectionReply = { _, status in
      Issue.record("\(status) was said to nobody")
      return HTTPReply(head: HTTPResponse(status: status))
    }
    try await serve(refusing: refusing) { _, _ in
      served.withLock { $0 += 1 }
      return HTTPReply(head: HTTPResponse(status: .ok))
    } test: { port in
      try await RawConnection.with(port: port) { client in
        try await client.write("POST / HTTP/1.1\nHost: a\nContent-Length: 5\n\nhel")
      }
      #expect(
        try await exchange(port, "GET / HTTP/1.1\nHost: a\nConnection: close\n\n").hasPrefix("HTTP/1.1 200 "))
    }
    #expect(served.withLock { $0 } == 1)
  }

  @Test(arguments: [true, false])
  func headGetsNoBody(isWhole: Bool) async throws {
    try await serve { _, _ in
      let body = isWhole ? ReplyBody(Array("hello".utf8)) : ReplyBody { Array("hello".utf8) }
      return HTTPReply(head: HTTPResponse(status: .ok), body: body)
    } test: {
      let answer = try await exchange($0, "HEAD / HTTP/1.1\nHost: a\nConnection: close\n\n")
      #expect(answer.hasSuffix("\n\n") && !answer.contains("hello"))
      #expect(answer.contains("Content-Length: 5\n") == isWhole)
    }
  }
}

extension String {
  /// The answer with its date blotted out.
  fileprivate var withoutDate: String {
    split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.hasPrefix("Date: ") ? "Date: *" : $0 }
      .joined(separator: "\n")
  }
}
