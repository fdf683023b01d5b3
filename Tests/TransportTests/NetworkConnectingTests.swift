import NIOCore
import NIOPosix
import Synchronization
import Testing
import Wire

@testable import Transport

/// Hosts that cannot be reached, and proxies on the way.
@Suite(.timeLimit(.minutes(1)))
struct NetworkConnectingTests {
  @Test func anUnknownHost() async throws {
    let failure = try await Network.plain().failure(from: "no-such-host.invalid:81")
    #expect(failure?.kind == "name unknownHost")
    #expect(failure?.peer == "no-such-host.invalid:81")
  }

  @Test func aRefusedConnection() async throws {
    let port = try await freePort()
    let failure = try await Network.plain().failure(from: "127.0.0.1:\(port)")
    #expect(failure?.kind == "connection refused")
    #expect(failure?.peer == "127.0.0.1:\(port)")
  }

  @Test func aRefusedConnectionToAName() async throws {
    let port = try await freePort()
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

  @Test(arguments: ["http", "https"])
  func aProxyIsAskedToConnect(_ scheme: String) async throws {
    let asked = Mutex("")
    try await RawServer.with { connection in
      let text = try await connection.readMessage()
      asked.withLock { $0 = text }
      try await connection.write("HTTP/1.1 200 Connected\n\n")
      if scheme == "http" {
        _ = try await connection.readMessage()
        try await connection.write("HTTP/1.1 200 OK\nContent-Length: 2\n\nok")
      } else {
        // Once the greeting has come, the end belongs to the handshake and not to the proxy.
        _ = try await connection.read { !$0.isEmpty }
      }
    } test: { proxy in
      let network = try through("user:pass%20word@\(proxy.authority)")
      switch scheme {
      case "http":
        #expect(try await network.answer(from: "example.org") == "200 ok")
      default:
        let failure = try await network.failure(from: "example.org", scheme: scheme)
        #expect(failure?.stage == .security)
      }
    }
    #expect(
      asked.withLock { $0 } == """
        CONNECT example.org:\(scheme == "http" ? 80 : 443) HTTP/1.1
        host: example.org
        proxy-authorization: Basic dXNlcjpwYXNzIHdvcmQ=


        """)
  }

  @Test(arguments: [
    ("HTTP/1.1 407 Proxy Authentication Required\n\n", "proxy refused"),
    ("HTTP/1.1 502 Bad Gateway\nContent-Length: 0\n\n", "proxy refused"),
    ("", "proxy closed"),
    ("SSH-2.0\n", "proxy closed"),
  ])
  func aProxyThatDoesNotConnect(_ answer: String, _ kind: String) async throws {
    try await RawServer.with { connection in
      _ = try await connection.readMessage()
      try await connection.write(answer)
    } test: { proxy in
      let failure = try await through(proxy.authority).failure(from: "example.org", scheme: "https")
      #expect(failure?.kind == kind)
      #expect(failure?.peer == proxy.authority)
    }
  }

  @Test func aProxyThatIsNotThere() async throws {
    let proxy = "127.0.0.1:\(try await freePort())"
    let failure = try await through(proxy).failure(from: "example.org")
    #expect(failure?.kind == "proxy refused")
    #expect(failure?.peer == proxy)
  }

  private func through(_ proxy: String) throws -> Network {
    let proxies = try ProxySettings(environment: ["all_proxy": "http://\(proxy)"])
    return Network.plain {
      $0.proxies = proxies
      // Reading the system's authorities takes a debug build so long on a busy machine that connecting times out.
      $0.trust = TrustRoots(caFile: NetworkTrustTests.file("ca.pem"), environment: [:])
    }
  }

  private func freePort() async throws -> Int {
    let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .bind(host: "127.0.0.1", port: 0).get()
    try await channel.close()
    return channel.localAddress?.port ?? 0
  }
}
