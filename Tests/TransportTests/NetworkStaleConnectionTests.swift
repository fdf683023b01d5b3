import HTTPTypes
import Synchronization
import Testing
import Wire

@testable import Transport

/// Connections that the server closes while a request is on its way to it.
@Suite(.timeLimit(.minutes(10)))
struct NetworkStaleConnectionTests {
  /// A server that answers one request on each connection, and ends it when the next one has come.
  private func serve(
    _ ending: @escaping @Sendable (RawConnection, Int) async throws -> Void,
    test: (RawServer, Network) async throws -> Void
  ) async throws {
    let count = Mutex(0)
    try await RawServer.with { connection in
      let number = count.withLock {
        $0 += 1
        return $0
      }
      _ = try await connection.readMessage()
      try await connection.write("HTTP/1.1 200 OK\nContent-Length: 2\n\nok")
      try await connection.stopReading()
      try await ending(connection, number)
    } test: { server in
      try await test(server, Network.plain())
    }
  }

  @Test(arguments: ["", #"{"a":1}"#, String(repeating: "x", count: 1_000_000)])
  func aRequestThatNobodyHasReadIsSentAgain(_ body: String) async throws {
    let (asked, ask) = AsyncStream.makeStream(of: Void.self)
    try await serve { connection, number in
      // What has come by then is not read: the system refuses it.
      guard number == 1 else { return }
      for await _ in asked { break }
      try await connection.reset()
    } test: { server, network in
      let first = try await network.answer(from: server.authority)
      #expect(first == "200 ok")
      async let second = network.post(body, to: server.authority)
      ask.yield()
      var reply = try await second
      #expect(try await reply.text() == "ok")
      #expect(server.connections == 2)
    }
  }

  @Test func aRequestThatWasReadIsNotSentAgain() async throws {
    try await RawServer.with { connection in
      _ = try await connection.readMessage()
      try await connection.write("HTTP/1.1 200 OK\nContent-Length: 2\n\nok")
      _ = try await connection.readMessage()
    } test: { server in
      let network = Network.plain()
      let first = try await network.answer(from: server.authority)
      #expect(first == "200 ok")
      let failure = try await network.failure(from: server.authority)
      #expect(failure?.kind == "answer closed")
      #expect(server.connections == 1)
    }
  }

  @Test(arguments: ["HTTP/1.1 2", "HTTP/1.1 200 OK\nContent-Length: 9\n\nhel"])
  func aRequestThatWasAnsweredInPartIsNotSentAgain(_ beginning: String) async throws {
    try await RawServer.with { connection in
      _ = try await connection.readMessage()
      try await connection.write("HTTP/1.1 200 OK\nContent-Length: 2\n\nok")
      _ = try await connection.readMessage()
      try await connection.write(beginning)
    } test: { server in
      let network = Network.plain()
      let first = try await network.answer(from: server.authority)
      #expect(first == "200 ok")
      let failure = try await network.failure(from: server.authority)
      #expect(failure?.stage == .answer)
      #expect(server.connections == 1)
    }
  }

  @Test func aFreshConnectionThatBreaksIsAFailure() async throws {
    try await RawServer.with { connection in
      try await connection.reset()
    } test: { server in
      let failure = try await Network.plain().failure(from: server.authority)
      #expect(failure?.reason == .closed)
      #expect(server.connections == 1)
    }
  }

  @Test func aRequestIsSentAgainOnlyOnce() async throws {
    let count = Mutex(0)
    try await RawServer.with { connection in
      let isFirst = count.withLock {
        $0 += 1
        return $0 == 1
      }
      guard isFirst else { return try await connection.reset() }
      _ = try await connection.readMessage()
      try await connection.write("HTTP/1.1 200 OK\nContent-Length: 2\n\nok")
      try await connection.stopReading()
      try await connection.reset()
    } test: { server in
      let network = Network.plain()
      let first = try await network.answer(from: server.authority)
      #expect(first == "200 ok")
      let failure = try await network.failure(from: server.authority)
      #expect(failure?.reason == .closed)
    }
  }
}
