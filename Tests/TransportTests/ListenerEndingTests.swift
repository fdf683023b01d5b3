import HTTPTypes
import Testing
import Wire

@testable import Transport

/// How a listener begins and ends.
@Suite(.timeLimit(.minutes(10)))
struct ListenerEndingTests {
  @Test func requestsUnderWayAreFinished() async throws {
    let (begun, begin) = AsyncStream.makeStream(of: Void.self)
    let (released, release) = AsyncStream.makeStream(of: Void.self)
    let (enough, end) = AsyncStream.makeStream(of: Void.self)
    let (places, place) = AsyncStream.makeStream(of: Int.self)
    let listener = Listener(
      host: "127.0.0.1", port: 0,
      HTTPFunction { _, _ in
        begin.finish()
        for await _ in released {}
        return HTTPReply(.ok, contentType: "text/plain", Array("late".utf8))
      }, onFailure: { Issue.record($0) })
    let run = Task {
      try await listener.run {
        for await _ in enough {}
      } onListening: {
        place.yield($0[0].port)
        place.finish()
      }
    }
    for await port in places {
      try await RawConnection.with(port: port) { client in
        try await client.write("GET / HTTP/1.1\nHost: a\n\n")
        for await _ in begun {}
        end.finish()
        try await untilRefused(port)
        release.finish()
        let answer = try await client.readToEnd()
        #expect(answer.hasSuffix("\n\nlate"))
      }
    }
    try await run.value
  }

  @Test func requestsThatTakeTooLongAreCancelled() async throws {
    try await serve(limits: .with { $0.drain = .milliseconds(50) }) { _, _ in
      for await _ in AsyncStream<Void>.makeStream().stream {}
      throw CancellationError()
    } test: { port in
      _ = Task {
        try await RawConnection.with(port: port) { client in
          try await client.write("GET / HTTP/1.1\nHost: a\n\n")
          _ = try await client.readToEnd()
        }
      }
      try await RawConnection.with(port: port) { client in
        try await client.write("GET / HTTP/1.1\nHost: a\n\n")
      }
    }
  }

  @Test func cancellingEndsItAtOnce() async throws {
    let (places, place) = AsyncStream.makeStream(of: Int.self)
    let listener = Listener(
      host: "127.0.0.1", port: 0, HTTPFunction { _, _ in HTTPReply(head: HTTPResponse(status: .ok)) },
      onFailure: { Issue.record($0) })
    let run = Task {
      try await listener.run {
        for await _ in AsyncStream<Void>.makeStream().stream {}
      } onListening: {
        place.yield($0[0].port)
        place.finish()
      }
    }
    for await _ in places {}
    run.cancel()
    _ = await run.result
  }

  @Test func anAddressInUseIsNamed() async throws {
    try await serve { _, _ in
      HTTPReply(head: HTTPResponse(status: .ok))
    } test: { port in
      let answer = try await obstacle("127.0.0.1", port)
      #expect(answer == .addressInUse)
    }
  }

  @Test func anAddressOfAnotherMachineIsNamed() async throws {
    #expect(try await obstacle("192.0.2.1", 0) == .addressNotAvailable)
  }

  @Test func anUnknownHostIsNamed() async throws {
    #expect(try await obstacle("no-such-host.invalid", 0) == .unknownHost)
  }

  private func obstacle(_ host: String, _ port: Int) async throws -> ListeningObstacle? {
    let listener = Listener(
      host: host, port: port, HTTPFunction { _, _ in HTTPReply(head: HTTPResponse(status: .ok)) },
      onFailure: { _ in })
    do {
      try await listener.run {
      } onListening: { _ in
      }
      return nil
    } catch TransportError.cannotListen(host, port, let reason) {
      return reason
    }
  }

  private func untilRefused(_ port: Int) async throws {
    while (try? await RawConnection.with(port: port) { _ in }) != nil {}
  }
}
