import HTTPTypes
import Testing
import Wire

@testable import Transport

/// What a client hears while the service has nothing to say.
@Suite(.timeLimit(.minutes(10)))
struct ListenerSilenceTests {
  private static let sign = ": wait\n\n"
  private static let preface = StreamOpening.Preface(keepAlive: Array(sign.utf8)) {
    HTTPResponse(status: .ok, headerFields: [.contentType: "text/event-stream"])
  }

  /// Asks a service whose answer comes when the test has heard so many signs of life.
  private func hear(
    _ signs: Int, _ request: String = "GET / HTTP/1.1\nHost: a\nConnection: close\n\n",
    from answer: @escaping @Sendable (StreamOpening, AsyncStream<Void>) async throws -> HTTPReply
  ) async throws -> String {
    let (released, release) = AsyncStream.makeStream(of: Void.self)
    let limits = Listener.Limits.with { $0.silence = .milliseconds(10) }
    let listener = Listener(
      host: "127.0.0.1", port: 0, limits: limits, WaitingService { try await answer($0, released) },
      onFailure: { _ in })
    nonisolated(unsafe) var heard = ""
    try await run(listener) { endpoints in
      try await RawConnection.with(port: endpoints[0].port) { client in
        try await client.write(request)
        if signs > 0 { heard = try await client.read { $0.ranges(of: Self.sign).count >= signs } }
        release.finish()
        heard += try await client.readToEnd()
      }
    }
    return heard
  }

  private static func events(_ texts: String..., after released: AsyncStream<Void>? = nil) -> HTTPReply {
    var rest = texts[...]
    return HTTPReply(
      head: HTTPResponse(status: .ok, headerFields: [.contentType: "text/event-stream"]),
      body: ReplyBody {
        guard let text = rest.popFirst() else { return nil }
        if let released, rest.isEmpty { for await _ in released {} }
        return Array(text.utf8)
      })
  }

  @Test(arguments: [
    "GET / HTTP/1.1\nHost: a\nConnection: close\n\n",
    "POST / HTTP/1.1\nHost: a\nConnection: close\nContent-Length: 2\n\n{}", "GET / HTTP/1.0\n\n",
  ])
  func aStreamThatIsLongInComingBeginsWithoutAnEvent(_ request: String) async throws {
    let heard = try await hear(2, request) { opening, released in
      opening.announce(Self.preface)
      for await _ in released {}
      #expect(opening.settle())
      return Self.events("data: 1\n\n")
    }
    #expect(heard.hasPrefix("HTTP/1.1 200 OK\nContent-Type: text/event-stream\n"))
    #expect(statuses(in: heard) == [200])
    #expect(heard.contains(Self.sign) && heard.contains("data: 1\n\n"))
  }

  @Test func signsStandBetweenThePiecesOfAStream() async throws {
    let heard = try await hear(2, "GET / HTTP/1.0\n\n") { opening, released in
      opening.announce(Self.preface)
      #expect(!opening.settle())
      return Self.events("data: 1\n\n", "data: 2\n\n", after: released)
    }
    #expect(
      heard.split(separator: "\n\n", maxSplits: 1)[1].replacing(Self.sign, with: "")
        == "data: 1\n\ndata: 2\n\n")
  }

  @Test func anAnswerThatIsNoStreamIsWaitedForInSilence() async throws {
    let idle = Listener.Limits.with { ($0.silence, $0.idle) = (.milliseconds(10), .seconds(3)) }
    let (released, release) = AsyncStream.makeStream(of: Void.self)
    let service = WaitingService { _ in
      for await _ in released {}
      return HTTPReply(.ok, contentType: "text/plain", Array("done".utf8))
    }
    try await run(
      Listener(host: "127.0.0.1", port: 0, limits: idle, service, onFailure: { Issue.record($0) })
    ) {
      endpoints in
      try await RawConnection.with(port: endpoints[0].port) { client in
        try await client.write("GET / HTTP/1.1\nHost: a\nConnection: close\n\n")
        // This one is closed for being idle, so there were many silences.
        #expect(try await exchange(endpoints[0].port, "") == "")
        release.finish()
        #expect(try await client.readToEnd().hasSuffix("\n\ndone"))
      }
    }
  }

  @Test func aServiceThatFailsBehindTheHeadBreaksTheConnection() async throws {
    let heard = try await hear(1) { opening, released in
      opening.announce(Self.preface)
      for await _ in released {}
      throw HTTPFailure(.answer, .closed)
    }
    #expect(statuses(in: heard) == [200])
    #expect(!heard.hasSuffix("0\n\n"))
  }

  @Test func aFailureThatComesInTimeKeepsItsStatus() async throws {
    let heard = try await hear(0) { opening, _ in
      opening.announce(Self.preface)
      #expect(!opening.settle())
      return HTTPReply(.tooManyRequests, contentType: "text/plain", Array("no".utf8))
    }
    #expect(statuses(in: heard) == [429])
  }
}
