import NIOCore
import NIOSSL
import Synchronization
import TestSupport
import Testing
import Wire

@testable import Transport

/// HTTP proxies on the way, over TLS and without.
@Suite(.timeLimit(.minutes(10)))
struct NetworkProxyTests {
  private static let secureProxies = [false, true]

  @Test(arguments: secureProxies)
  func plainHTTPIsSentToTheProxyItself(_ isSecure: Bool) async throws {
    let asked = Mutex("")
    try await RawServer.with(tls: isSecure ? try serverTLS() : nil) { connection in
      let text = try await connection.readMessage()
      asked.withLock { $0 = text }
      try await connection.write("HTTP/1.1 200 OK\nContent-Length: 2\n\nok")
    } test: { proxy in
      let network = try through("\(isSecure ? "https" : "http")://user:pass%20word@\(proxy.authority)")
      #expect(try await network.answer(from: "example.org:81") == "200 ok")
    }
    #expect(
      asked.withLock { $0 } == """
        GET http://example.org:81/ HTTP/1.1
        Host: example.org:81
        User-Agent: tests
        Accept: */*
        Proxy-Authorization: Basic dXNlcjpwYXNzIHdvcmQ=


        """)
  }

  @Test(arguments: secureProxies)
  func aProxyIsAskedToConnectForTLS(_ isSecure: Bool) async throws {
    let asked = Mutex<[String]>([])
    let tls = try serverTLS()
    try await RawServer.with(tls: isSecure ? tls : nil) { connection in
      let text = try await connection.readMessage()
      try await connection.write("HTTP/1.1 200 Connected\n\n", thenSecuredBy: tls)
      let inside = try await connection.readMessage()
      asked.withLock { $0 = [text, inside] }
      try await connection.write("HTTP/1.1 200 OK\nContent-Length: 2\n\nok")
    } test: { proxy in
      let network = try through("\(isSecure ? "https" : "http")://user:pass%20word@\(proxy.authority)")
      #expect(try await network.answer(from: "localhost:444", scheme: "https") == "200 ok")
    }
    #expect(
      asked.withLock { $0 } == [
        """
        CONNECT localhost:444 HTTP/1.1
        Host: localhost:444
        Proxy-Authorization: Basic dXNlcjpwYXNzIHdvcmQ=


        """,
        """
        GET / HTTP/1.1
        Host: localhost:444
        User-Agent: tests
        Accept: */*


        """,
      ])
  }

  @Test(arguments: ["http", "https"])
  func connectionsThroughAProxyAreUsedAgainForTheSameHost(_ scheme: String) async throws {
    let tls = try serverTLS()
    try await RawServer.with { connection in
      if scheme == "https" {
        _ = try await connection.readMessage()
        try await connection.write("HTTP/1.1 200 Connected\n\n", thenSecuredBy: tls)
      }
      try await connection.answerAll()
    } test: { proxy in
      let network = try through("http://\(proxy.authority)")
      for _ in 0..<3 { #expect(try await network.answer(from: "localhost:1", scheme: scheme) == "200 ok") }
      #expect(proxy.connections == 1)
      #expect(try await network.answer(from: "localhost:2", scheme: scheme) == "200 ok")
      #expect(proxy.connections == 2)
    }
  }

  @Test func behindTheProxysAnswerTheEndBelongsToTheHandshake() async throws {
    try await RawServer.with { connection in
      _ = try await connection.readMessage()
      try await connection.write("HTTP/1.1 200 Connected\n\n")
      _ = try await connection.read { !$0.isEmpty }
    } test: { proxy in
      let failure = try await through("http://\(proxy.authority)").failure(
        from: "example.org", scheme: "https")
      #expect(failure?.stage == .security)
      #expect(failure?.peer == "example.org:443")
    }
  }

  /// It would do for the proxy, whose address it names.
  @Test(arguments: ["acme.example", "127.0.0.2"])
  func aProxyCannotStandInForAHost(_ host: String) async throws {
    let tls = try serverTLS()
    try await RawServer.with { connection in
      _ = try await connection.readMessage()
      try await connection.write("HTTP/1.1 200 Connected\n\n", thenSecuredBy: tls)
      _ = try await connection.readToEnd()
    } test: { proxy in
      let failure = try await through("http://\(proxy.authority)").failure(from: host, scheme: "https")
      #expect(failure?.stage == .security)
      #expect(failure?.reason == .untrustedCertificate(.otherName(["localhost", "127.0.0.1"])))
    }
  }

  @Test func theCertificateOfTheHostBehindAProxyCounts() async throws {
    let tls = try serverTLS("elsewhere")
    try await RawServer.with { connection in
      _ = try await connection.readMessage()
      try await connection.write("HTTP/1.1 200 Connected\n\n", thenSecuredBy: tls)
      _ = try await connection.readToEnd()
    } test: { proxy in
      let failure = try await through("http://\(proxy.authority)").failure(from: "localhost", scheme: "https")
      #expect(failure?.stage == .security)
      #expect(failure?.reason == .untrustedCertificate(.otherName(["elsewhere.example"])))
      #expect(failure?.peer == "localhost:443")
    }
  }

  @Test(arguments: [
    ("HTTP/1.1 407 Proxy Authentication Required\n\n", "", "proxy refused", "it asks for credentials (407)"),
    ("HTTP/1.1 407 Nope\n\n", "user:wrong@", "proxy refused", "it refuses the credentials (407)"),
    ("HTTP/1.1 502 Bad Gateway\nContent-Length: 0\n\n", "", "proxy refused", "it answers 502"),
    ("HTTP/1.1 403 Forbidden\nContent-Length: 4\n\nbody", "", "proxy refused", "it answers 403"),
    ("", "", "proxy closed", ""),
    ("HTTP/1.1 200 Conn", "", "proxy closed", ""),
    ("SSH-2.0\n", "", "proxy malformed", "invalid constant string"),
  ])
  func aProxyThatDoesNotConnect(
    _ answer: String, _ credentials: String, _ kind: String, _ detail: String
  ) async throws {
    try await RawServer.with { connection in
      _ = try await connection.readMessage()
      try await connection.write(answer)
    } test: { proxy in
      let network = try through("http://\(credentials)\(proxy.authority)")
      let failure = try await network.failure(from: "example.org", scheme: "https")
      #expect(failure?.kind == kind)
      #expect(failure?.detail == detail)
      #expect(failure?.peer == proxy.authority)
    }
  }

  @Test func aProxyThatWantsCredentialsForPlainHTTP() async throws {
    try await RawServer.with { connection in
      _ = try await connection.readMessage()
      try await connection.write("HTTP/1.1 407 Proxy Authentication Required\nContent-Length: 0\n\n")
    } test: { proxy in
      let failure = try await through("http://\(proxy.authority)").failure(from: "example.org")
      #expect(
        failure
          == HTTPFailure(.proxy, .refused, peer: proxy.authority, detail: "it asks for credentials (407)"))
    }
  }

  @Test func whatAServiceItselfAnswersIsNoFailureOfTheProxy() async throws {
    try await RawServer.with { connection in
      _ = try await connection.readMessage()
      try await connection.write("HTTP/1.1 407 Proxy Authentication Required\nContent-Length: 0\n\n")
    } test: { server in
      let answer = try await Network.plain().answer(from: server.authority)
      #expect(answer == "407 ")
    }
  }

  @Test(arguments: [("http", "https"), ("https", "http"), ("https", "https"), ("socks5", "http")])
  func aSilentProxyIsGivenUp(_ proxyScheme: String, _ scheme: String) async throws {
    try await RawServer.with { connection in
      _ = try await connection.readToEnd()
    } test: { proxy in
      let network = try through("\(proxyScheme)://\(proxy.authority)") {
        $0.connectTimeout = .milliseconds(100)
      }
      let failure = try await network.failure(from: "example.org", scheme: scheme)
      #expect(failure?.kind == "proxy timedOut")
      #expect(failure?.peer == proxy.authority)
    }
  }

  @Test(arguments: ["http", "https", "socks5"])
  func aProxyThatIsNotThere(_ scheme: String) async throws {
    let proxy = "127.0.0.1:\(try freePort())"
    let failure = try await through("\(scheme)://\(proxy)").failure(from: "example.org")
    #expect(failure?.kind == "proxy refused")
    #expect(failure?.peer == proxy)
  }

  @Test func aProxyOfUnknownName() async throws {
    let failure = try await through("http://no-such-host.invalid:81").failure(from: "example.org")
    #expect(failure?.kind == "proxy unknownHost")
    #expect(failure?.peer == "no-such-host.invalid:81")
  }

  @Test func aProxyWhoseCertificateNobodyTrusts() async throws {
    try await RawServer.with(tls: try serverTLS("elsewhere")) { connection in
      _ = try await connection.readToEnd()
    } test: { proxy in
      let failure = try await through("https://\(proxy.authority)").failure(from: "example.org")
      #expect(failure?.stage == .proxy)
      #expect(failure?.reason == .untrustedCertificate(.otherName(["elsewhere.example"])))
      #expect(failure?.peer == proxy.authority)
    }
  }

  @Test func aProxyThatIsSaidToSpeakTLSAndDoesNot() async throws {
    try await RawServer.with { connection in
      _ = try await connection.read { !$0.isEmpty }
      try await connection.write("HTTP/1.1 400 This is plain HTTP\n\n")
    } test: { proxy in
      let failure = try await through("https://\(proxy.authority)").failure(from: "example.org")
      #expect(failure?.stage == .proxy)
      #expect(failure?.peer == proxy.authority)
    }
  }

  @Test func anExemptHostIsReachedDirectly() async throws {
    try await RawServer.with { connection in
      try await connection.answerAll()
    } test: { server in
      let proxies = try ProxySettings(environment: ["all_proxy": "127.0.0.1:1", "no_proxy": "127.0.0.0/8"])
      let network = Network.plain { $0.proxies = proxies }
      #expect(try await network.answer(from: server.authority) == "200 ok")
    }
  }
}

/// A network that reaches everything through the proxy.
func through(
  _ proxy: String, _ change: (inout Network.Configuration) -> Void = { _ in }
) throws -> Network {
  let proxies = try ProxySettings(environment: ["all_proxy": proxy])
  return Network.plain {
    $0.proxies = proxies
    // Reading the system's authorities takes a debug build so long on a busy machine that connecting times out.
    $0.trust = TrustRoots(caFile: NetworkTrustTests.file("ca.pem"), environment: [:])
    change(&$0)
  }
}

/// A server's side of TLS, with a certificate of the tests.
func serverTLS(_ name: String = "server") throws -> NIOSSLContext {
  try NIOSSLContext(
    configuration: .makeServerConfiguration(
      certificateChain: try NIOSSLCertificate.fromPEMFile(NetworkTrustTests.file("\(name).pem"))
        .map { .certificate($0) },
      privateKey: .privateKey(try NIOSSLPrivateKey(file: NetworkTrustTests.file("\(name).key"), format: .pem))
    ))
}
