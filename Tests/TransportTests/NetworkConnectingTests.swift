import TestSupport
import Testing
import Wire

@testable import Transport

/// Hosts that cannot be reached.
@Suite(.timeLimit(.minutes(10)))
struct NetworkConnectingTests {
  @Test func anUnknownHost() async throws {
    let failure = try await Network.plain().failure(from: "no-such-host.invalid:81")
    #expect(failure?.kind == "name unknownHost")
    #expect(failure?.peer == "no-such-host.invalid:81")
  }

  @Test func aRefusedConnection() async throws {
    let port = try freePort()
    let failure = try await Network.plain().failure(from: "127.0.0.1:\(port)")
    #expect(failure?.kind == "connection refused")
    #expect(failure?.peer == "127.0.0.1:\(port)")
  }

  @Test func aRefusedConnectionToAName() async throws {
    let port = try freePort()
    #expect(try await Network.plain().failure(from: "localhost:\(port)")?.kind == "connection refused")
  }

  @Test func aServerThatDoesNotGreetIsGivenUp() async throws {
    let network = Network.plain { $0.connectTimeout = .milliseconds(50) }
    try await RawServer.with { connection in
      _ = try await connection.readToEnd()
    } test: { server in
      let failure = try await network.failure(from: server.authority, scheme: "https")
      #expect(failure?.kind == "connection timedOut")
    }
  }
}
