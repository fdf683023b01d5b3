import NIOCore
import NIOPosix
import NIOSSL
import NIOTLS
import Synchronization

/// Opens connections, with TLS where it is asked for.
final class Connector: Sendable {
  /// How many connections may be open to one destination.
  let limit: Int
  /// How long a server may say nothing while it is waited for.
  let silence: TimeAmount
  /// How long opening a connection may take, with TLS's greeting, or waiting for one.
  let patience: TimeAmount

  private let configuration: Network.Configuration
  private let tls = Mutex<NIOSSLContext?>(nil)

  init(_ configuration: Network.Configuration) {
    self.configuration = configuration
    limit = max(1, configuration.connectionsPerHost)
    silence = TimeAmount(configuration.timeout)
    patience = TimeAmount(configuration.connectTimeout)
  }

  /// Reads the certificates, when that was not done before.
  ///
  /// - Throws: ``TransportError`` naming the file that cannot be used.
  @discardableResult
  func context() throws -> NIOSSLContext {
    try tls.withLock { tls in
      if let tls { return tls }
      var settings = try configuration.trust.tls(presenting: configuration.clientCertificate)
      settings.applicationProtocols = ["http/1.1"]
      let context = try NIOSSLContext(configuration: settings)
      tls = context
      return context
    }
  }

  func connect(to destination: Destination, on eventLoop: any EventLoop, for exchange: Exchange)
    -> EventLoopFuture<any Channel>
  {
    let end = NIODeadline.now() + patience
    return ClientBootstrap(group: eventLoop)
      .connectTimeout(patience)
      .connect(host: destination.address, port: destination.port)
      .flatMap { channel in
        guard destination.isSecure else { return eventLoop.makeSucceededFuture(channel) }
        exchange.advance(to: .securing)
        return self.secure(channel, for: destination.address, until: end)
      }
  }

  private func secure(_ channel: any Channel, for host: String, until end: NIODeadline) -> EventLoopFuture<
    any Channel
  > {
    let done = channel.eventLoop.makePromise(of: (any Channel).self)
    do {
      // A certificate that names an address is compared with the one that is connected to.
      let isAddress = (try? SocketAddress(ipAddress: host, port: 0)) != nil
      let greeting = try NIOSSLClientHandler(context: context(), serverHostname: isAddress ? nil : host)
      try channel.pipeline.syncOperations.addHandlers(greeting, HandshakeNotice(done))
    } catch {
      done.fail(error)
    }
    let timer = channel.eventLoop.scheduleTask(deadline: end) {
      done.fail(ChannelError.connectTimeout(self.patience))
    }
    done.futureResult.whenComplete { result in
      timer.cancel()
      if case .failure = result { channel.close(promise: nil) }
    }
    return done.futureResult
  }
}

/// Keeps the promise to say how the handshake ended.
private final class HandshakeNotice: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer

  private let done: EventLoopPromise<any Channel>

  init(_ done: EventLoopPromise<any Channel>) {
    self.done = done
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if case TLSUserEvent.handshakeCompleted = event { done.succeed(context.channel) }
    context.fireUserInboundEventTriggered(event)
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    done.fail(error)
    context.fireErrorCaught(error)
  }

  func channelInactive(context: ChannelHandlerContext) {
    done.fail(ChannelError.eof)
    context.fireChannelInactive()
  }
}
