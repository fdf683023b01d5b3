import HTTPTypes
import NIOCore
import NIOPosix
import TestSupport
import Testing
import Wire

@testable import Transport

/// Hosts that have several addresses, of which some do not answer (RFC 8305).
@Suite(.timeLimit(.minutes(10)))
struct NetworkAddressesTests {
  /// What the name of the tests' host stands for.
  struct Addresses: Resolver, Sendable {
    var v4: [SocketAddress] = []
    var v6: [SocketAddress] = []
    /// Whether the question for IPv6 addresses is never answered.
    var isSilent = false
    let eventLoop: any EventLoop

    func initiateAQuery(host: String, port: Int) -> EventLoopFuture<[SocketAddress]> {
      eventLoop.makeSucceededFuture(v4)
    }

    func initiateAAAAQuery(host: String, port: Int) -> EventLoopFuture<[SocketAddress]> {
      guard isSilent else { return eventLoop.makeSucceededFuture(v6) }
      let promise = eventLoop.makePromise(of: [SocketAddress].self)
      // A promise must be kept at last.
      eventLoop.scheduleTask(in: .seconds(300)) { promise.succeed([]) }
      return promise.futureResult
    }

    func cancelQueries() {}
  }

  private static func network(
    v4: [SocketAddress], v6: [SocketAddress] = [], isSilent: Bool = false,
    _ change: @escaping (inout Network.Configuration) -> Void = { _ in }
  ) -> Network {
    Network.plain {
      $0.resolver = { Addresses(v4: v4, v6: v6, isSilent: isSilent, eventLoop: $0) }
      change(&$0)
    }
  }

  private static func address(_ host: String, _ port: Int) throws -> SocketAddress {
    try SocketAddress(ipAddress: host, port: port)
  }

  private static func withServer(_ test: (SocketAddress) async throws -> Void) async throws {
    try await RawServer.with { connection in
      _ = try await connection.readMessage()
      try await connection.write("HTTP/1.1 200 OK\nContent-Length: 2\n\nok")
    } test: { server in
      try await test(try address("127.0.0.1", server.port))
    }
  }

  @Test(arguments: [1, 3])
  func whoAnswersIsTakenBehindThoseWhoDoNot(_ count: Int) async throws {
    let holes = try (0..<count).map { try BlackHole("127.0.0.\($0 + 2)") }
    let before = try holes.map { try $0.waiting }
    try await Self.withServer { server in
      let network = Self.network(v4: try holes.map { try Self.address($0.host, $0.port) } + [server])
      let answer = try await network.answer(from: "several.example:80")
      #expect(answer == "200 ok")
      // The attempts that lost are given up with the race, on the event loop.
      let deadline = ContinuousClock.now + .seconds(60)
      var waiting = try holes.map { try $0.waiting }
      while waiting != before, .now < deadline {
        await Task.yield()
        waiting = try holes.map { try $0.waiting }
      }
      #expect(waiting == before)
    }
    withExtendedLifetime(holes) {}
  }

  @Test func anUnreachableNetworkIsPassedOver() async throws {
    try await Self.withServer { server in
      // 2001:db8::/32 is nobody's (RFC 3849).
      let network = Self.network(v4: [server], v6: [try Self.address("2001:db8::1", 80)])
      let answer = try await network.answer(from: "several.example:80")
      #expect(answer == "200 ok")
    }
  }

  @Test func whoRefusesIsPassedOverAtOnce() async throws {
    let closed = try Self.address("127.0.0.1", try freePort())
    try await Self.withServer { server in
      let network = Self.network(v4: Array(repeating: closed, count: 400) + [server])
      let start = ContinuousClock.now
      let answer = try await network.answer(from: "several.example:80")
      #expect(answer == "200 ok")
      // A quarter of a second for each would be 100 seconds.
      #expect(ContinuousClock.now - start < .seconds(60))
    }
  }

  @Test func theQuestionForOtherAddressesIsNotWaitedFor() async throws {
    try await Self.withServer { server in
      let network = Self.network(v4: [server], isSilent: true)
      let start = ContinuousClock.now
      let answer = try await network.answer(from: "several.example:80")
      #expect(answer == "200 ok")
      #expect(ContinuousClock.now - start < .seconds(200))
    }
  }

  @Test func aProxyMayHaveSeveralAddressesToo() async throws {
    let hole = try BlackHole("127.0.0.2")
    try await RawServer.with { connection in
      _ = try await connection.readMessage()
      try await connection.write("HTTP/1.1 200 OK\nContent-Length: 7\n\nproxied")
    } test: { proxy in
      let addresses = [try Self.address(hole.host, hole.port), try Self.address("127.0.0.1", proxy.port)]
      let proxies = try ProxySettings(environment: ["http_proxy": "http://proxy.example:3128"])
      let network = Self.network(v4: addresses) { $0.proxies = proxies }
      let answer = try await network.answer(from: "example.org")
      #expect(answer == "200 proxied")
    }
    withExtendedLifetime(hole) {}
  }

  @Test func whereNobodyAnswersTheTimeIsOver() async throws {
    let holes = try ["127.0.0.2", "127.0.0.3"].map { try BlackHole($0) }
    let network = Self.network(v4: try holes.map { try Self.address($0.host, $0.port) }) {
      $0.connectTimeout = .milliseconds(600)
    }
    #expect(try await network.failure(from: "several.example:80")?.kind == "connection timedOut")
    withExtendedLifetime(holes) {}
  }

  /// Who refuses is there, which says more than an address to which no way leads.
  @Test func aRefusalCountsMoreThanNoWay() async throws {
    let closed = try Self.address("127.0.0.1", try freePort())
    let unreachable = try Self.address("2001:db8::1", 80)
    let network = Self.network(v4: [closed], v6: [unreachable]) { $0.connectTimeout = .seconds(5) }
    #expect(try await network.failure(from: "several.example:80")?.kind == "connection refused")
  }
}
