import HTTPTypes
import Synchronization
import Testing
import Wire

@testable import Transport

/// Exchanges that come to an early end, and readers that take their time.
@Suite(.timeLimit(.minutes(10)))
struct NetworkEndingTests {
  @Test(arguments: [
    "", "HTTP/1.1 200 OK\nContent-Length: 10\n\n", "HTTP/1.1 200 OK\nContent-Length: 10\n\nhello",
  ])
  func aSilentServerIsGivenUp(_ beginning: String) async throws {
    let network = Network.plain { $0.timeout = .milliseconds(50) }
    try await RawServer.with { connection in
      _ = try await connection.readMessage()
      if !beginning.isEmpty { try await connection.write(beginning) }
      _ = try await connection.readToEnd()
    } test: { server in
      let failure = try await network.failure(from: server.authority)
      #expect(failure?.kind == "answer timedOut")
    }
  }

  @Test func theWholeAnswerHasItsTimeToo() async throws {
    let network = Network.plain { $0.maxTime = .seconds(3) }
    try await RawServer.with { connection in
      _ = try await connection.readMessage()
      try await connection.write("HTTP/1.1 200 OK\n\n")
      while true { try await connection.write("and so on ") }
    } test: { server in
      let failure = try await network.failure(from: server.authority)
      #expect(failure?.kind == "answer timedOut")
    }
  }

  @Test func cancellingClosesTheConnection() async throws {
    let (closed, close) = AsyncStream.makeStream(of: Void.self)
    let (asked, ask) = AsyncStream.makeStream(of: Void.self)
    try await RawServer.with { connection in
      _ = try await connection.readMessage()
      ask.finish()
      _ = try await connection.readToEnd()
      close.finish()
    } test: { server in
      let task = Task { _ = try await Network.plain().get(from: server.authority) }
      for await _ in asked {}
      task.cancel()
      await #expect(throws: CancellationError.self) { try await task.value }
      for await _ in closed {}
    }
  }

  @Test func cancellingAReaderClosesTheConnection() async throws {
    let (closed, close) = AsyncStream.makeStream(of: Void.self)
    try await RawServer.with { connection in
      _ = try await connection.readMessage()
      try await connection.write("HTTP/1.1 200 OK\n\nhello")
      _ = try await connection.readToEnd()
      close.finish()
    } test: { server in
      let (reading, read) = AsyncStream.makeStream(of: Void.self)
      let task = Task {
        var reply = try await Network.plain().get(from: server.authority)
        _ = try await reply.body.next()
        read.finish()
        _ = try await reply.body.next()
      }
      for await _ in reading {}
      task.cancel()
      await #expect(throws: CancellationError.self) { try await task.value }
      for await _ in closed {}
    }
  }

  @Test func droppingTheBodyClosesTheConnection() async throws {
    let (closed, close) = AsyncStream.makeStream(of: Void.self)
    try await RawServer.with { connection in
      _ = try await connection.readMessage()
      try await connection.write("HTTP/1.1 200 OK\n\nhello")
      _ = try await connection.readToEnd()
      close.finish()
    } test: { server in
      _ = try await Network.plain().get(from: server.authority)
      for await _ in closed {}
    }
  }

  @Test func droppingABodyThatNobodyReadLetsTheSenderGo() async throws {
    let (closed, close) = AsyncStream.makeStream(of: Void.self)
    try await RawServer.with { connection in
      defer { close.finish() }
      _ = try await connection.readMessage()
      try await connection.write("HTTP/1.1 200 OK\n\n")
      while true { try await connection.write(bytes: [UInt8](repeating: 65, count: ResponseBuffer.capacity)) }
    } test: { server in
      var reply = try await Network.plain().get(from: server.authority)
      _ = try await reply.body.next()
      reply = HTTPReply(head: reply.head)
      for await _ in closed {}
    }
  }

  @Test func aCancelledTaskSendsNothing() async throws {
    try await RawServer.with { _ in
    } test: { server in
      let task = Task {
        withUnsafeCurrentTask { $0?.cancel() }
        _ = try await Network.plain().get(from: server.authority)
      }
      await #expect(throws: CancellationError.self) { try await task.value }
      #expect(server.connections == 0)
    }
  }

  @Test func anAnswerOutlivesItsNetwork() async throws {
    let (dropped, drop) = AsyncStream.makeStream(of: Void.self)
    try await RawServer.with { connection in
      _ = try await connection.readMessage()
      try await connection.write("HTTP/1.1 200 OK\nContent-Length: 5\n\n")
      for await _ in dropped {}
      try await connection.write("hello")
    } test: { server in
      var reply = try await Network.plain().get(from: server.authority)
      drop.finish()
      #expect(try await reply.text() == "hello")
    }
  }

  @Test func aSlowReaderHoldsTheSenderBack() async throws {
    // More than the system keeps for a connection, at both of its ends.
    let size = 128 << 20
    let sent = Mutex(0)
    try await RawServer.with { connection in
      if try await connection.readMessage().contains("/aside") {
        while true {
          try await connection.write("HTTP/1.1 204 No Content\n\n")
          _ = try await connection.readMessage()
        }
      }
      try await connection.write("HTTP/1.1 200 OK\nContent-Length: \(size)\n\n")
      let piece = [UInt8](repeating: 65, count: 64 << 10)
      for _ in 0..<(size / piece.count) {
        try await connection.write(bytes: piece)
        sent.withLock { $0 += piece.count }
      }
      _ = try await connection.readToEnd()
    } test: { server in
      let network = Network.plain()
      var reply = try await network.get(from: server.authority)
      // While nothing is read of the large answer, time passes in which the sender could send all of it.
      for _ in 0..<300 { _ = try await network.get("/aside", from: server.authority) }
      #expect(sent.withLock { $0 } < size / 2)
      var count = 0
      while let piece = try await reply.body.next() { count += piece.count }
      #expect(count == size)
    }
  }
}
