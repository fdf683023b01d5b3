import NIOCore
import NIOSOCKS

/// Asks a SOCKS 5 proxy to pass bytes on to an origin (RFC 1928).
enum SOCKSHandshake {
  /// Bytes; SOCKS tells a name's length in one.
  private static let longestName = 255

  /// To be called on the channel's event loop.
  static func begin(
    to origin: Origin, with proxy: Proxy, on channel: any Channel
  ) throws -> EventLoopFuture<Void> {
    let handler = SOCKSClientHandler(targetAddress: try target(origin))
    let completed = channel.eventLoop.makePromise(of: Void.self)
    let monitor = HandshakeMonitor(completed) { $0 is SOCKSProxyEstablishedEvent }
    let authentication = proxy.credentials.map { [SOCKSPasswordHandler($0)] } ?? []
    let handlers: [any RemovableChannelHandler] = authentication + [handler, monitor]
    return channel.perform(handlers, completed, thenRemoving: handlers)
  }

  private static func target(_ origin: Origin) throws -> SOCKSAddress {
    if let address = try? SocketAddress(ipAddress: origin.address, port: origin.port) {
      return .address(address)
    }
    guard origin.host.utf8.count <= longestName else { throw ProxyError.hostNameTooLong }
    return .domain(origin.host, port: origin.port)
  }
}

/// Signs in to a SOCKS proxy with user and password (RFC 1929).
///
/// The library's handler behind it knows but one method, that of no authentication. This one offers the proxy both in
/// its place, and lets it believe that the proxy has chosen the one that it knows.
final class SOCKSPasswordHandler: ChannelDuplexHandler, RemovableChannelHandler {
  typealias InboundIn = ByteBuffer
  typealias InboundOut = ByteBuffer
  typealias OutboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  private enum State {
    case greeting
    case awaitingMethod
    case awaitingVerdict
    case done
  }

  private static let version: UInt8 = 5
  private static let noAuthentication: UInt8 = 0
  private static let userAndPassword: UInt8 = 2
  /// Of the negotiation of RFC 1929.
  private static let passwordVersion: UInt8 = 1

  private let credentials: Proxy.Credentials
  private var state = State.greeting
  private var unread = ByteBuffer()

  init(_ credentials: Proxy.Credentials) {
    self.credentials = credentials
  }

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    guard case .greeting = state else { return context.write(data, promise: promise) }
    state = .awaitingMethod
    let greeting = ByteBuffer(bytes: [Self.version, 2, Self.noAuthentication, Self.userAndPassword])
    context.write(wrapOutboundOut(greeting), promise: promise)
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    unread.writeImmutableBuffer(unwrapInboundIn(data))
    switch state {
    case .greeting, .done: passOn(context)
    case .awaitingMethod: readMethod(context)
    case .awaitingVerdict: readVerdict(context)
    }
  }

  private func readMethod(_ context: ChannelHandlerContext) {
    guard unread.readableBytes >= 2 else { return }
    guard unread.getBytes(at: unread.readerIndex, length: 2) == [Self.version, Self.userAndPassword] else {
      return passOn(context)
    }
    unread.moveReaderIndex(forwardBy: 2)
    state = .awaitingVerdict
    var request = ByteBuffer(bytes: [Self.passwordVersion])
    request.writeShort(credentials.user)
    request.writeShort(credentials.password)
    context.writeAndFlush(wrapOutboundOut(request), promise: nil)
    readVerdict(context)
  }

  private func readVerdict(_ context: ChannelHandlerContext) {
    guard let verdict = unread.readBytes(length: 2) else { return }
    guard verdict[1] == 0 else {
      context.fireErrorCaught(ProxyError.unauthorized)
      return context.close(promise: nil)
    }
    var rest = ByteBuffer(bytes: [Self.version, Self.noAuthentication])
    rest.writeBuffer(&unread)
    unread = rest
    passOn(context)
  }

  /// What the handler behind it understands by itself.
  private func passOn(_ context: ChannelHandlerContext) {
    state = .done
    let bytes = unread
    unread = ByteBuffer()
    context.fireChannelRead(wrapInboundOut(bytes))
  }
}

extension ByteBuffer {
  /// A text behind its length in one byte.
  fileprivate mutating func writeShort(_ text: String) {
    writeInteger(UInt8(clamping: text.utf8.count))
    writeString(text)
  }
}
