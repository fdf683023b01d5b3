import HTTPTypes
import Synchronization
import Testing
import Wire

@testable import Transport

/// Clients that say that they will send no more, and go on reading.
@Suite(.timeLimit(.minutes(10)))
struct ListenerHalfClosureTests {
  private static let get = "GET /whole HTTP/1.1\nHost: a\n\n"

  @Test(arguments: [
    (get, 1), ("GET /stream HTTP/1.1\nHost: a\n\n", 1), ("GET /whole HTTP/1.0\n\n", 1),
    ("POST /whole HTTP/1.1\nHost: a\nContent-Length: 2\n\nhi", 1), (get + get + get, 3),
    (get + "GET /stream HTTP/1.1\nHost: a\nConnection: close\n\n", 2),
  ])
  func getTheirAnswers(_ requests: String, _ count: Int) async throws {
    let (released, release) = AsyncStream.makeStream(of: Void.self)
    try await serve { request, _ in
      for await _ in released {}
      return reply(to: request)
    } test: { port in
      try await RawConnection.with(port: port) { client in
        try await client.write(requests)
        try await client.endSending()
        release.finish()
        let answers = try await client.readToEnd()
        #expect(answers.split(separator: "HTTP/1.1 200 OK").count == count)
        #expect(answers.hasSuffix("hello") || answers.hasSuffix("lo\n0\n\n"))
      }
    }
  }

  @Test func getAllOfALongAnswer() async throws {
    let long = [UInt8](repeating: 65, count: 20 << 20)
    try await serve { _, _ in
      HTTPReply(.ok, contentType: "text/plain", long)
    } test: { port in
      try await RawConnection.with(port: port) { client in
        try await client.write("GET / HTTP/1.1\nHost: a\n\n")
        try await client.endSending()
        #expect(try await client.readToEnd().utf8.count > long.count)
      }
    }
  }

  /// What stands behind a request does not take its answer away.
  @Test(
    arguments: [
      ("\n\n", []), ("GET /half HT", []), ("xx", [400]),
      ("POST /a HTTP/1.1\nHost: a\nContent-Length: 5\n\nhel", []),
      ("this is no request\n\n", [400]), ("GET /second HTTP/1.1\nHost: a\n\n", [200]),
    ] as [(String, [Int])])
  func getTheAnswerToWhatTheySentWhole(_ rest: String, _ others: [Int]) async throws {
    try await serve { request, _ in
      reply(to: request)
    } test: { port in
      try await RawConnection.with(port: port) { client in
        try await client.write(Self.get + rest)
        // Who is refused may be told the end before.
        try? await client.endSending()
        let answers = try await client.readToEnd()
        #expect(statuses(in: answers) == [200] + others)
      }
    }
  }

  /// However much it is: it waits, unread, until the answer is out.
  @Test(arguments: ["}", " ", "A", "\0"], [100, 3_000, 70_000])
  func getTheAnswerToWhatStandsBeforeGarbage(_ garbage: String, _ count: Int) async throws {
    let (isSent, sent) = AsyncStream.makeStream(of: Void.self)
    try await serve { request, _ in
      for await _ in isSent {}
      return reply(to: request)
    } test: { port in
      try await RawConnection.with(port: port) { client in
        try await client.write(Self.get)
        // The system takes so much on its way.
        try await client.write(String(repeating: garbage, count: count))
        sent.finish()
        let answers = try await client.read { $0.contains("hello") }
        #expect(statuses(in: answers).first == 200)
      }
    }
  }

  /// A client that is gone altogether has said the same; what keeps others waiting finds it out.
  @Test func areAskedWhetherTheyAreThere() async throws {
    let (cancelled, cancel) = AsyncStream.makeStream(of: Void.self)
    let service = WaitingService { opening in
      opening.announce(.init(keepAlive: Array(": still here\n\n".utf8)) { HTTPResponse(status: .ok) })
      _ = opening.settle()
      var hasBegun = false
      return HTTPReply(
        head: HTTPResponse(status: .ok),
        body: ReplyBody {
          defer { hasBegun = true }
          guard hasBegun else { return Array("data: 1\n\n".utf8) }
          defer { cancel.finish() }
          for await _ in AsyncStream<Void>.makeStream().stream {}
          try Task.checkCancellation()
          return nil
        })
    }
    try await run(Listener(host: "127.0.0.1", port: 0, service, onFailure: { Issue.record($0) })) {
      endpoints in
      try await RawConnection.with(port: endpoints[0].port) { client in
        try await client.write("GET / HTTP/1.1\nHost: a\n\n")
        _ = try await client.read { $0.contains("data: 1\n\n") }
      }
      for await _ in cancelled {}
    }
  }
}

private func reply(to request: HTTPRequest) -> HTTPReply {
  guard request.path == "/stream" else {
    return HTTPReply(.ok, contentType: "text/plain", Array("hello".utf8))
  }
  var pieces = ["hel", "lo"].map { Array($0.utf8) }
  return HTTPReply(
    head: HTTPResponse(status: .ok), body: ReplyBody { pieces.isEmpty ? nil : pieces.removeFirst() })
}

/// The statuses of the answers in a text.
func statuses(in answers: String) -> [Int] {
  answers.split(separator: "HTTP/1.1 ").compactMap { Int($0.prefix(3)) }
}

/// A service that is given what it can tell beforehand.
struct WaitingService: StreamingService {
  let answer: @Sendable (StreamOpening) async throws -> HTTPReply

  func respond(to request: HTTPRequest, body: [UInt8]) async throws -> HTTPReply {
    try await answer(StreamOpening())
  }

  func respond(to request: HTTPRequest, body: [UInt8], opening: StreamOpening) async throws -> HTTPReply {
    try await answer(opening)
  }
}
