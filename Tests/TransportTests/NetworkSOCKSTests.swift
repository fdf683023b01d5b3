import NIOCore
import NIOEmbedded
import NIOSOCKS
import Synchronization
import Testing
import Wire

@testable import Transport

/// SOCKS 5 proxies on the way.
@Suite(.timeLimit(.minutes(10)))
struct NetworkSOCKSTests {
  private static let version: UInt8 = 5
  private static let connected: [UInt8] = [5, 0, 0, 1, 127, 0, 0, 1, 0, 80]

  @Test(
    arguments: [
      ("", "example.org", [0], [[5, 1, 0], [5, 1, 0, 3, 11] + Array("example.org".utf8) + [0, 80]]),
      ("", "10.1.2.3:81", [0], [[5, 1, 0], [5, 1, 0, 1, 10, 1, 2, 3, 0, 81]]),
      ("", "[::1]", [0], [[5, 1, 0], [5, 1, 0, 4] + [UInt8](repeating: 0, count: 15) + [1, 0, 80]]),
      ("me:p%40ss@", "a.b", [0], [[5, 2, 0, 2], [5, 1, 0, 3, 3] + Array("a.b".utf8) + [0, 80]]),
      (
        "me:p%40ss@", "a.b", [2],
        [
          [5, 2, 0, 2], [1, 2] + Array("me".utf8) + [4] + Array("p@ss".utf8),
          [5, 1, 0, 3, 3] + Array("a.b".utf8) + [0, 80],
        ]
      ),
    ] as [(String, String, [UInt8], [[UInt8]])])
  func aProxyIsAskedToConnect(
    _ credentials: String, _ authority: String, _ method: [UInt8], _ messages: [[UInt8]]
  ) async throws {
    let asked = Mutex<[[UInt8]]>([])
    try await RawServer.with { connection in
      let answers = [[Self.version] + method] + (method == [2] ? [[1, 0]] : []) + [Self.connected]
      for answer in answers {
        let message = try await connection.read { !$0.isEmpty }
        asked.withLock { $0.append(Array(message.utf8)) }
        try await connection.write(bytes: answer)
      }
      try await connection.answerAll()
    } test: { proxy in
      let network = try through("socks5h://\(credentials)\(proxy.authority)")
      for _ in 0..<2 { #expect(try await network.answer(from: authority) == "200 ok") }
      #expect(proxy.connections == 1)
    }
    #expect(asked.withLock { $0 } == messages)
  }

  @Test func tlsIsSpokenThroughTheProxy() async throws {
    let tls = try serverTLS()
    try await RawServer.with { connection in
      _ = try await connection.read { !$0.isEmpty }
      try await connection.write("\u{5}\u{0}")
      _ = try await connection.read { !$0.isEmpty }
      try await connection.write(String(decoding: Self.connected, as: UTF8.self), thenSecuredBy: tls)
      try await connection.answerAll()
    } test: { proxy in
      let network = try through("socks5://\(proxy.authority)")
      #expect(try await network.answer(from: "localhost:1", scheme: "https") == "200 ok")
    }
  }

  @Test(
    arguments: [
      ("", [[5, 0xFF]], "proxy refused", "it asks for credentials"),
      ("", [[5, 2]], "proxy refused", "it asks for credentials"),
      ("me:wrong@", [[5, 0xFF]], "proxy refused", "it refuses the credentials"),
      ("me:wrong@", [[5, 2], [1, 1]], "proxy refused", "it refuses the credentials"),
      ("", [Array("HTTP/1.1 400 Bad\r\n".utf8)], "proxy malformed", "it does not speak SOCKS 5"),
      ("me:right@", [Array("HTTP/1.1 400 Bad\r\n".utf8)], "proxy malformed", "it does not speak SOCKS 5"),
      ("", [[]], "proxy closed", ""),
      ("me:right@", [[5, 2], []], "proxy closed", ""),
      ("", [[5, 0], [5, 0, 0]], "proxy closed", ""),
    ] as [(String, [[UInt8]], String, String)])
  func aProxyThatDoesNotLetIn(
    _ credentials: String, _ answers: [[UInt8]], _ kind: String, _ detail: String
  ) async throws {
    let failure = try await failure(through: credentials, answering: answers)
    #expect(failure?.kind == kind)
    #expect(failure?.detail == detail)
  }

  @Test(
    arguments: [
      (1, "proxy other", "SOCKS reply 1"),
      (2, "proxy refused", "it does not allow this host"),
      (3, "proxy unreachable", "the network cannot be reached from there"),
      (4, "proxy unreachable", "the host cannot be reached from there"),
      (5, "proxy refused", "the host refuses connections"),
      (6, "proxy timedOut", "the host cannot be reached from there in time"),
      (7, "proxy other", "SOCKS reply 7"),
      (200, "proxy other", "SOCKS reply 200"),
    ] as [(UInt8, String, String)])
  func aProxyThatDoesNotConnect(_ reply: UInt8, _ kind: String, _ detail: String) async throws {
    let failure = try await failure(
      through: "", answering: [[5, 0], [5, reply, 0, 1, 0, 0, 0, 0, 0, 0]])
    #expect(failure?.kind == kind)
    #expect(failure?.detail == detail)
  }

  @Test func aNameThatIsTooLongForSOCKSIsUnknown() async throws {
    try await RawServer.with { _ in
    } test: { proxy in
      let name = String(repeating: "x", count: 256)
      let failure = try await through("socks5://\(proxy.authority)").failure(from: name)
      #expect(failure?.kind == "name unknownHost")
      #expect(failure?.peer == "\(name):80")
    }
  }

  @Test(arguments: 0..<10)
  func whatAProxySaysMayBeCutAnywhere(_ cut: Int) throws {
    let (channel, heard) = (EmbeddedChannel(), ByteRecorder())
    try channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 1)).wait()
    try channel.pipeline.syncOperations.addHandlers(
      SOCKSPasswordHandler(Proxy.Credentials(user: "me", password: "right")),
      SOCKSClientHandler(targetAddress: .domain("a.b", port: 80)), heard)
    // Each message is one that the proxy sends only when it has been answered the one before.
    for message in [[5, 2], [1, 0], Self.connected + Array("more".utf8)] {
      for piece in [message.prefix(cut), message.dropFirst(cut)] where !piece.isEmpty {
        try channel.writeInbound(ByteBuffer(bytes: piece))
      }
    }
    #expect(heard.bytes == Array("more".utf8))
    _ = try channel.finish()
  }

  private func failure(through credentials: String, answering answers: [[UInt8]]) async throws -> HTTPFailure?
  {
    try await RawServer.with { connection in
      for answer in answers {
        _ = try await connection.read { !$0.isEmpty }
        try await connection.write(bytes: answer)
      }
    } test: { proxy in
      let failure = try await through("socks5://\(credentials)\(proxy.authority)").failure(
        from: "example.org")
      #expect(failure?.peer == proxy.authority)
      return failure
    }
  }
}

/// Keeps the bytes that come through.
private final class ByteRecorder: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer

  private(set) var bytes: [UInt8] = []

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    bytes += unwrapInboundIn(data).readableBytesView
  }
}
