import NIOCore
import NIOExtras
import NIOHTTP1

/// Asks an HTTP proxy to pass bytes on to an origin (RFC 9110 §9.3.6).
enum ConnectHandshake {
  /// To be called on the channel's event loop.
  static func begin(
    to origin: Origin, with proxy: Proxy, on channel: any Channel, until deadline: NIODeadline
  ) -> EventLoopFuture<Void> {
    let completed = channel.eventLoop.makePromise(of: Void.self)
    let encoder = HTTPRequestEncoder()
    let decoder = ByteToMessageHandler(HTTPResponseDecoder(leftOverBytesStrategy: .forwardBytes))
    let status = ConnectStatusHandler(completed)
    let handler = NIOHTTP1ProxyConnectHandler(
      targetHost: origin.host, targetPort: origin.port, headers: headers(to: origin, with: proxy),
      deadline: deadline, promise: completed)
    let monitor = HandshakeMonitor(completed)
    return channel.perform(
      [encoder, decoder, status, handler, monitor], completed,
      thenRemoving: [encoder, decoder, status, monitor])
  }

  private static func headers(to origin: Origin, with proxy: Proxy) -> HTTPHeaders {
    var headers = HTTPHeaders([("Host", origin.peer)])
    if let authorization = proxy.authorization {
      headers.add(name: "Proxy-Authorization", value: authorization)
    }
    return headers
  }
}

/// Tells why a proxy does not connect: the library's handler behind it keeps the status to itself.
private final class ConnectStatusHandler: ChannelInboundHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPClientResponsePart
  typealias InboundOut = HTTPClientResponsePart

  private let completed: EventLoopPromise<Void>

  init(_ completed: EventLoopPromise<Void>) {
    self.completed = completed
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    if case .head(let head) = unwrapInboundIn(data), !(200..<300).contains(head.status.code) {
      completed.fail(
        head.status == .proxyAuthenticationRequired ? ProxyError.unauthorized : .status(Int(head.status.code))
      )
    }
    context.fireChannelRead(data)
  }
}
