import HTTPTypes
import NIOPosix
import Synchronization
import Testing
import Wire

@testable import Transport

/// What is decided when the head of a request is here.
@Suite(.timeLimit(.minutes(10)))
struct ListenerHeadTests {
  private static let refusal: Listener.HeadRefusal = { request in
    guard let status = request.path.flatMap({ Int($0.dropFirst()) }) else { return nil }
    return HTTPReply(HTTPResponse.Status(code: status), contentType: "text/plain", Array("no".utf8))
  }

  private func listen(
    _ limits: Listener.Limits = .init(), onEvent: @escaping @Sendable (Listener.Event) -> Void = { _ in },
    _ service: @escaping @Sendable (HTTPRequest, [UInt8]) async throws -> HTTPReply = { request, _ in
      Issue.record("a request was served: \(request)")
      return HTTPReply(head: HTTPResponse(status: .ok))
    }, test: @escaping @Sendable (Int) async throws -> Void
  ) async throws {
    let listener = Listener(
      host: "127.0.0.1", port: 0, limits: limits, HTTPFunction(service), refusingHead: Self.refusal,
      onEvent: onEvent, onFailure: { Issue.record($0) })
    try await run(listener) { try await test($0[0].port) }
  }

  @Test(
    arguments: ["401", "403", "404", "405", "413", "415"],
    [
      "Content-Length: 30000000\n\n", "Content-Length: 5\n\nhel", "Transfer-Encoding: chunked\n\n5\nhel",
      "Content-Length: 5\nExpect: 100-continue\n\n", "Content-Length: 99999999\n\n",
    ])
  func theHeadIsEnoughForARefusal(_ status: String, _ rest: String) async throws {
    try await listen { port in
      try await RawConnection.with(port: port) { client in
        try await client.write("POST /\(status) HTTP/1.1\nHost: a\n\(rest)")
        let answer = try await client.readToEnd()
        #expect(answer.hasPrefix("HTTP/1.1 \(status) "))
        #expect(answer.contains("\nConnection: close\n"))
      }
    }
  }

  @Test(arguments: [
    ("9223372036854775806", "413"), ("9223372036854775807", "413"), ("9223372036854775808", "413"),
    ("18446744073709551615", "413"), ("18446744073709551616", "413"),
    (String(repeating: "9", count: 400), "413"),
    ("33554433", "413"), ("-1", "400"), ("1e3", "400"), ("0x10", "400"),
  ])
  func aLengthBeyondAllBoundsIsRefusedAtOnce(_ length: String, _ status: String) async throws {
    try await listen { port in
      let answer = try await exchange(port, "POST /a HTTP/1.1\nHost: a\nContent-Length: \(length)\n\n{")
      #expect(answer.hasPrefix("HTTP/1.1 \(status) "))
    }
  }

  @Test func whatIsStillSentIsThrownAwayUpToABound() async throws {
    try await listen(.with { $0.discarded = 1_000_000 }) { port in
      try await RawConnection.with(port: port) { client in
        try await client.write("POST /401 HTTP/1.1\nHost: a\nContent-Length: 30000000\n\n")
        _ = try await client.read { $0.hasSuffix("\n\nno") }
        // It ends long before the time does that a client has to close.
        var sent = 0
        while (try? await client.write(bytes: [UInt8](repeating: 65, count: 100_000))) != nil {
          sent += 100_000
        }
        #expect(sent < 30_000_000)
      }
    }
  }

  @Test(arguments: ["Content-Length: 60\n\n", "Transfer-Encoding: chunked\n\n3c\n"])
  func bodiesAreBoundedInSum(_ rest: String) async throws {
    let events = Mutex<[Listener.Event]>([])
    let (begun, begin) = AsyncStream.makeStream(of: Void.self)
    let (released, release) = AsyncStream.makeStream(of: Void.self)
    let body = String(repeating: "x", count: 60) + (rest.contains("chunked") ? "\n0\n\n" : "")
    let note: @Sendable (Listener.Event) -> Void = { event in events.withLock { $0.append(event) } }
    try await listen(.with { $0.bodies = BodyBudget(100) }, onEvent: note) { _, _ in
      begin.yield()
      for await _ in released {}
      return HTTPReply(.ok, contentType: "text/plain", Array("ok".utf8))
    } test: { port in
      let request = "POST /a HTTP/1.1\nHost: a\n\(rest)" + body
      try await RawConnection.with(port: port) { first in
        try await first.write(request)
        for await _ in begun { break }
        #expect(try await exchange(port, request).hasPrefix("HTTP/1.1 503 "))
        release.finish()
        #expect(try await first.readMessage().hasPrefix("HTTP/1.1 200 "))
        // What the first one held is free again.
        try await first.write(request)
        #expect(try await first.readMessage().hasPrefix("HTTP/1.1 200 "))
      }
    }
    #expect(events.withLock { $0 } == [.bodyRefused])
  }

  @Test(arguments: [
    ("Content-Length: 5\n\nhello", true),
    ("Content-Length: 70000\n\n\(String(repeating: "x", count: 70_000))", false),
    ("Content-Encoding: gzip\nContent-Length: 5\n\nhello", false), ("Content-Encoding: gzip\n\n", true),
  ])
  func whatTakesLongIsDoneWhereNobodyElseWaits(_ rest: String, _ isOnLoop: Bool) async throws {
    let service: @Sendable (HTTPRequest, [UInt8]) async throws -> HTTPReply = { _, _ in
      // Also behind what it waits for.
      await Task.yield()
      let here = MultiThreadedEventLoopGroup.currentEventLoop != nil
      return HTTPReply(.ok, contentType: "text/plain", Array("\(here)".utf8))
    }
    try await serve(service) { port in
      let answer = try await exchange(port, "POST /a HTTP/1.1\nHost: a\nConnection: close\n\(rest)")
      #expect(answer.hasSuffix("\n\n\(isOnLoop)"))
    }
  }

  @Test(arguments: [
    "GET / HTTP/1.1\nHost: a\nOrigin: %@\n\n", "GET / HTTP/1.1\nHost: %@\n\n",
    "POST / HTTP/1.1\nHost: a\nX-Api-Key: a%@\nContent-Length: 0\n\n",
  ])
  func aHeadThatIsThereToBeComparedSlowlyIsRefused(_ request: String) async throws {
    let service: @Sendable (HTTPRequest, [UInt8]) async throws -> HTTPReply = { _, _ in
      HTTPReply(.ok, contentType: "text/plain", [])
    }
    for (count, status) in [(100, 200), (300, 400)] {
      let marks = String(repeating: "\u{301}", count: count)
      let parts = request.split(separator: "%@", omittingEmptySubsequences: false)
      try await serve(service) { port in
        let answer = try await RawConnection.with(port: port) { client in
          try await client.write(parts.joined(separator: marks))
          return try await client.readMessage()
        }
        #expect(answer.hasPrefix("HTTP/1.1 \(status) "))
      }
    }
  }

  @Test func theBytesOfClientsThatGoAreGivenBack() {
    let budget = BodyBudget(100)
    #expect(budget.take(60) && !budget.take(41) && budget.take(40) && !budget.hasSpace(for: 1))
    budget.giveBack(60)
    #expect(budget.hasSpace(for: 60) && !budget.hasSpace(for: 61) && !budget.hasSpace(for: .max))
  }
}
