import HTTPTypes
import Synchronization
import Testing
import Wire

@testable import Transport

/// What a listener puts up with, and what it answers beyond that.
@Suite(.timeLimit(.minutes(10)))
struct ListenerLimitsTests {
  @Test(arguments: ["GET / HT", "POST / HTTP/1.1\nHost: a\nContent-Length: 5\n\nhel", "\n\nG"])
  func aRequestThatTakesTooLongToArriveIsRefused(_ beginning: String) async throws {
    try await serve(limits: .with { $0.arrival = .milliseconds(20) }, unused) { port in
      let answer = try await exchange(port, beginning)
      #expect(answer.hasPrefix("HTTP/1.1 408 Request Timeout\n"))
      #expect(answer.contains("\nConnection: close\n"))
    }
  }

  @Test func bytesThatTrickleInBuyNoTime() async throws {
    let limits = Listener.Limits.with { ($0.arrival, $0.header) = (.milliseconds(50), 1 << 30) }
    try await serve(limits: limits, unused) { port in
      try await RawConnection.with(port: port) { client in
        try await client.write("GET / HTTP/1.1\n")
        let end = ContinuousClock.now + .milliseconds(100)
        while ContinuousClock.now < end, (try? await client.write("X-Drop: 1\n")) != nil {}
        #expect(try await client.readToEnd().hasPrefix("HTTP/1.1 408 "))
      }
    }
  }

  @Test func timeRunsAnewForEachRequest() async throws {
    try await serve(limits: .with { $0.arrival = .milliseconds(20) }, ok) { port in
      try await RawConnection.with(port: port) { client in
        for _ in 0..<3 {
          try await client.write("GET / HTTP/1.1\nHost: a\n\n")
          #expect(try await client.readMessage().hasPrefix("HTTP/1.1 200 "))
        }
        try await client.write("GET")
        #expect(try await client.readToEnd().hasPrefix("HTTP/1.1 408 "))
      }
    }
  }

  @Test(arguments: ["", "GET / HTTP/1.1\nHost: a\n\n"])
  func anIdleConnectionIsClosedWithoutAWord(_ first: String) async throws {
    try await serve(limits: .with { $0.idle = .seconds(5) }, ok) { port in
      try await RawConnection.with(port: port) { client in
        try await client.write(first)
        if !first.isEmpty { _ = try await client.readMessage() }
        #expect(try await client.readToEnd() == "")
      }
    }
  }

  @Test func anAnswerThatTakesLongIsNotIdle() async throws {
    let (idle, stop) = AsyncStream.makeStream(of: Void.self)
    try await serve(limits: .with { $0.idle = .seconds(5) }) { request, _ in
      if request.path == "/long" { for await _ in idle {} }
      return HTTPReply(.ok, contentType: "text/plain", Array("done".utf8))
    } test: { port in
      try await RawConnection.with(port: port) { client in
        try await client.write("GET /long HTTP/1.1\nHost: a\n\n")
        // This one is closed for being idle, so the time of the other one is over as well.
        #expect(try await exchange(port, "") == "")
        stop.finish()
        #expect(try await client.readMessage().hasSuffix("\n\ndone"))
      }
    }
  }

  @Test func requestsThatArriveSlowlyKeepNobodyWaiting() async throws {
    try await serve(ok) { port in
      try await withSlowClients(500, port) {
        let answer = try await exchange(port, "GET / HTTP/1.1\nHost: a\nConnection: close\n\n")
        #expect(answer.hasPrefix("HTTP/1.1 200 "))
      }
    }
  }

  @Test func aClientThatIsRefusedCanStillSendItsBody() async throws {
    try await serve(limits: .with { $0.body = 10 }, unused) { port in
      try await RawConnection.with(port: port) { client in
        try await client.write("POST / HTTP/1.1\nHost: a\nContent-Length: 20000000\n\n")
        // The test's client closes when it has the whole answer, so not all of it is sent.
        for _ in 0..<20 { try? await client.write(bytes: [UInt8](repeating: 65, count: 1_000_000)) }
        #expect(try await client.readToEnd().hasPrefix("HTTP/1.1 413 Content Too Large\n"))
      }
    }
  }

  @Test func aBodyThatIsTooLargeIsNotAskedFor() async throws {
    try await serve(limits: .with { $0.body = 10 }, unused) { port in
      let answer = try await exchange(
        port, "POST / HTTP/1.1\nHost: a\nContent-Length: 11\nExpect: 100-continue\n\n")
      #expect(answer.hasPrefix("HTTP/1.1 413 "))
    }
  }

  @Test(arguments: [
    ("POST /a HTTP/1.1\nHost: a\nContent-Length: 11\n\n", "413 Payload Too Large", "/a"),
    ("POST /a HTTP/1.1\nHost: a\nContent-Length: 5\n\nhel", "408 Request Timeout", "/a"),
    ("GET /a\n\n", "400 Bad Request", "nobody knows"),
  ])
  func theServiceMayWordRefusals(_ request: String, _ status: String, _ path: String) async throws {
    let limits = Listener.Limits.with { ($0.body, $0.arrival) = (10, .milliseconds(20)) }
    let refusing: Listener.RejectionReply = { request, status in
      HTTPReply(
        HTTPResponse.Status(code: status.code), contentType: "text/plain",
        Array("no: \(request?.path ?? "nobody knows")".utf8))
    }
    try await serve(limits: limits, refusing: refusing, unused) { port in
      let answer = try await exchange(port, request)
      #expect(answer.hasPrefix("HTTP/1.1 \(status)\n"))
      #expect(answer.hasSuffix("\n\nno: \(path)"))
    }
  }

  /// Runs the work beside so many clients that have begun a request and do not go on with it.
  private func withSlowClients(_ count: Int, _ port: Int, _ work: @escaping @Sendable () async throws -> Void)
    async throws
  {
    guard count > 0 else { return try await work() }
    try await RawConnection.with(port: port) { client in
      try await client.write("POST / HTTP/1.1\nHost: a\nContent-Length: 5\n\nh")
      try await withSlowClients(count - 1, port, work)
    }
  }

  private let ok: @Sendable (HTTPRequest, [UInt8]) async throws -> HTTPReply = { _, _ in
    HTTPReply(head: HTTPResponse(status: .ok))
  }

  private let unused: @Sendable (HTTPRequest, [UInt8]) async throws -> HTTPReply = { request, _ in
    Issue.record("a request was served: \(request)")
    return HTTPReply(head: HTTPResponse(status: .ok))
  }
}
