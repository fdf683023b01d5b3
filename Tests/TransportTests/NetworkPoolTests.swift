import HTTPTypes
import Testing
import Wire

@testable import Transport

/// Connections that exchanges share, one after the other.
@Suite(.timeLimit(.minutes(10)))
struct NetworkPoolTests {
  @Test func requestsBeyondTheLimitWaitTheirTurn() async throws {
    let network = Network.plain { $0.connectionsPerHost = 2 }
    try await RawServer.with { connection in
      while try await connection.readMessage().contains("\n\n") {
        try await connection.write("HTTP/1.1 200 OK\nContent-Length: 2\n\nok")
      }
    } test: { server in
      try await withThrowingTaskGroup(of: String.self) { group in
        for _ in 0..<50 { group.addTask { try await network.answer(from: server.authority) } }
        for try await answer in group { #expect(answer == "200 ok") }
      }
      #expect(server.connections <= 2)
    }
  }

  @Test func aRequestThatFindsNoConnectionInTimeIsGivenUp() async throws {
    let network = Network.plain { ($0.connectionsPerHost, $0.connectTimeout) = (1, .seconds(3)) }
    let (asked, ask) = AsyncStream.makeStream(of: Void.self)
    try await RawServer.with { connection in
      _ = try await connection.readMessage()
      ask.finish()
      _ = try await connection.readToEnd()
    } test: { server in
      let first = Task { _ = try await network.get(from: server.authority) }
      for await _ in asked {}
      let failure = try await network.failure(from: server.authority)
      #expect(failure?.kind == "connection timedOut")
      #expect(failure?.detail == "all connections are in use")
      first.cancel()
    }
  }

  @Test(arguments: [
    "HTTP/1.1 200 OK\nConnection: close\nContent-Length: 2\n\nok", "HTTP/1.0 200 OK\nContent-Length: 2\n\nok",
    "HTTP/1.1 200 OK\nContent-Length: 2\n\nokHTTP/1.1 200 OK\nContent-Length: 3\n\nnot",
  ])
  func aConnectionThatCannotBeTrustedIsNotUsedAgain(_ answer: String) async throws {
    let network = Network.plain()
    try await RawServer.with { connection in
      while try await connection.readMessage().contains("\n\n") { try await connection.write(answer) }
    } test: { server in
      for _ in 0..<3 {
        let answer = try await network.answer(from: server.authority)
        #expect(answer == "200 ok")
      }
      #expect(server.connections == 3)
    }
  }

  @Test func nobodyWhoWaitsGetsWhatStandsBehindAnothersAnswer() async throws {
    let network = Network.plain { $0.connectionsPerHost = 1 }
    try await RawServer.with { connection in
      while try await connection.readMessage().contains("\n\n") {
        try await connection.write(
          "HTTP/1.1 200 OK\nContent-Length: 2\n\nokHTTP/1.1 200 OK\nContent-Length: 3\n\nnot")
      }
    } test: { server in
      try await withThrowingTaskGroup(of: String.self) { group in
        for _ in 0..<5 { group.addTask { try await network.answer(from: server.authority) } }
        for try await answer in group { #expect(answer == "200 ok") }
      }
    }
  }

  @Test func aConnectionThatTheServerGivesUpIsReplaced() async throws {
    let network = Network.plain()
    let (closed, close) = AsyncStream.makeStream(of: Void.self)
    try await RawServer.with { connection in
      _ = try await connection.readMessage()
      try await connection.write("HTTP/1.1 200 OK\nContent-Length: 2\n\nok")
      try await connection.end()
      close.yield()
    } test: { server in
      var ends = closed.makeAsyncIterator()
      for _ in 0..<3 {
        let answer = try await network.answer(from: server.authority)
        #expect(answer == "200 ok")
        await ends.next(isolation: #isolation)
      }
    }
  }
}
