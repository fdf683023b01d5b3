import HTTPTypes
import NIOCore
import NIOEmbedded
import NIOHTTP1
import Synchronization
import Wire

@testable import Transport

extension FuzzTarget {
  /// What arrives at a listener, and at a client.
  static let requests = [
    FuzzTarget("http-request", receive), FuzzTarget("http-reply", take),
    FuzzTarget("proxy-reply", shakeHands),
  ]

  private static let loop = EmbeddedEventLoop()

  /// The same requests wherever the bytes are cut.
  private static func receive(_ bytes: [UInt8]) {
    expectSame(received(bytes.cut), received([bytes]), "cut")
  }

  /// What a service gets that answers everything.
  private static func received(_ pieces: [[UInt8]]) -> [String] {
    let requests = Requests()
    let listener = Listener(host: "", port: 0, limits: .small, requests) { fatalError("\($0)") }
    let channel = openChannel { channel in
      try Listener.prepare(channel, ServerConnection(channel, listener.responder))
    }
    feed(pieces, to: channel)
    return requests.all.withLock { $0 }
  }
}

extension FuzzTarget {
  private static let origin = {
    do {
      return try Origin(of: HTTPRequest(method: .get, scheme: "http", authority: "h", path: "/"))
    } catch {
      fatalError("no origin: \(error)")
    }
  }()
  private static let proxies = ["http://u:p@p:3128", "socks5://p", "socks5h://u:p@p:1080"].map { url in
    do {
      return try Proxy(url: url)
    } catch {
      fatalError("no proxy: \(error)")
    }
  }
  private static let connector = Connector(Network.Configuration(userAgent: "fuzz"))

  /// The same answer wherever the bytes are cut.
  private static func take(_ bytes: [UInt8]) {
    let gathers = bytes.hash % 2 == 0
    expectSame(taken(bytes.cut, gathers: gathers), taken([bytes], gathers: gathers), "cut")
  }

  private static func taken(_ pieces: [[UInt8]], gathers: Bool) -> String {
    let route = ConnectionRoute(origin: origin, proxy: nil)
    let exchange = Exchange(by: route, gathers: gathers)
    let request = HTTPRequest(method: .get, scheme: "http", authority: "h", path: "/")
    let channel = openChannel { channel in
      try channel.pipeline.syncOperations.addHandler(DeliveryMonitor())
    }
    let pool = ConnectionPool(route, connector, on: loop)
    do {
      let connection = ClientConnection(
        channel, pool, idleTimeout: .seconds(60),
        try channel.pipeline.syncOperations.handler(type: DeliveryMonitor.self))
      try channel.pipeline.syncOperations.addHTTPClientHandlers(enableOutboundHeaderValidation: false)
      try channel.pipeline.syncOperations.addHandler(connection)
      expect(
        connection.begin(OutboundRequest(request, body: [], userAgent: "fuzz", for: exchange)), "not begun")
    } catch {
      fatalError("no connection: \(error)")
    }
    feed(pieces, to: channel)
    let answer = Mutex("")
    InlineExecutor.run {
      do {
        var reply = try await exchange.reply()
        answer.withLock { $0 = "\(reply.head)" }
        while let piece = try await reply.body.next() { answer.withLock { $0 += "\(piece)" } }
      } catch {
        answer.withLock { $0 += "\(error)" }
      }
    }
    return answer.withLock { $0 }
  }

  /// What proxies say before they pass bytes on. One that answers before it is asked may be understood or not.
  private static func shakeHands(_ bytes: [UInt8]) {
    for proxy in proxies {
      expect(shaken([bytes], proxy) != nil && shaken(bytes.cut, proxy) != nil, "waits for ever")
    }
  }

  /// Whether it succeeded, or why not; `nil` when it did not end.
  private static func shaken(_ pieces: [[UInt8]], _ proxy: Proxy) -> String? {
    let channel = openChannel { _ in }
    var result: String?
    do {
      let handshake =
        proxy.scheme == .socks5
        ? try SOCKSHandshake.begin(to: origin, with: proxy, on: channel)
        : ConnectHandshake.begin(to: origin, with: proxy, on: channel, until: .distantFuture)
      handshake.assumeIsolated().whenComplete { result = "\($0)" }
    } catch {
      result = "\(error)"
    }
    feed(pieces, to: channel)
    return result
  }

  private static func openChannel(_ prepare: (EmbeddedChannel) throws -> Void) -> EmbeddedChannel {
    let channel = EmbeddedChannel(loop: loop)
    do {
      try prepare(channel)
      channel.connect(to: try SocketAddress(ipAddress: "127.0.0.1", port: 1), promise: nil)
    } catch {
      fatalError("no connection: \(error)")
    }
    return channel
  }

  /// Gives it the bytes, and their end.
  private static func feed(_ pieces: [[UInt8]], to channel: EmbeddedChannel) {
    for piece in pieces where channel.isActive {
      // The errors are the handlers' business.
      _ = try? channel.writeInbound(ByteBuffer(bytes: piece))
      loop.run()
    }
    channel.pipeline.fireUserInboundEventTriggered(ChannelEvent.inputClosed)
    loop.run()
    _ = try? channel.finish(acceptAlreadyClosed: true)
    loop.run()
  }
}

/// Remembers what it was asked.
private final class Requests: HTTPService {
  let all = Mutex<[String]>([])

  func respond(to request: HTTPRequest, body: [UInt8]) async throws -> HTTPReply {
    all.withLock { $0.append("\(request.debugDescription) \(request.headerFields) \(body)") }
    return HTTPReply(.ok, contentType: "text/plain", Array("ok".utf8))
  }
}

extension Listener.Limits {
  fileprivate static var small: Listener.Limits {
    var limits = Listener.Limits()
    (limits.header, limits.body, limits.bodies) = (512, 128, BodyBudget(1024))
    return limits
  }
}
