import NIOCore
import NIOPosix

/// Opens connections: directly or through a proxy, with TLS where it is asked for.
final class Connector: Sendable {
  /// How many connections may be open by one route.
  let connectionLimit: Int
  /// How long a server may say nothing while it is waited for.
  let idleTimeout: TimeAmount
  /// How long opening a connection may take, with all its handshakes, or waiting for one.
  let connectTimeout: TimeAmount

  private let tls: TLSContexts
  private let resolver: (@Sendable (any EventLoop) -> any Resolver & Sendable)?

  init(_ configuration: Network.Configuration) {
    connectionLimit = max(1, configuration.connectionsPerHost)
    idleTimeout = TimeAmount(configuration.timeout)
    connectTimeout = TimeAmount(configuration.connectTimeout)
    resolver = configuration.resolver
    tls = TLSContexts(trust: configuration.trust, clientCertificate: configuration.clientCertificate)
  }

  /// Reads the certificates that the route needs, when that was not done before.
  ///
  /// - Throws: ``TransportError`` naming the file that cannot be used.
  func prepare(for route: ConnectionRoute) throws {
    if route.origin.isSecure { _ = try tls.forOrigins() }
    if route.proxy?.scheme == .https { _ = try tls.forProxies() }
  }

  /// Opens a connection on which requests can be sent at once.
  func connect(by route: ConnectionRoute, on eventLoop: any EventLoop, for exchange: Exchange)
    -> EventLoopFuture<
      any Channel
    >
  {
    let deadline = NIODeadline.now() + connectTimeout
    let (host, port) = route.nextHop
    // Where a host has several addresses, the next is tried beside one that is silent (RFC 8305).
    return ClientBootstrap(group: eventLoop)
      .resolver(resolver?(eventLoop))
      .connectTimeout(connectTimeout)
      // The monitor closes then, after a look.
      .channelOption(.allowRemoteHalfClosure, value: true)
      .channelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(DeliveryMonitor())
        }
      }
      .connect(host: host, port: port)
      .flatMap { channel in
        let handshakes = route.handshakes
        if handshakes.isEmpty { return eventLoop.makeSucceededFuture(channel) }
        return self.shake(handshakes, to: route.origin, on: channel, until: deadline, for: exchange)
      }
  }

  private func shake(
    _ handshakes: [Handshake], to origin: Origin, on channel: any Channel, until deadline: NIODeadline,
    for exchange: Exchange
  ) -> EventLoopFuture<any Channel> {
    let done = channel.eventLoop.makePromise(of: Void.self)
    let timer = channel.eventLoop.scheduleTask(deadline: deadline) {
      done.fail(ChannelError.connectTimeout(self.connectTimeout))
    }
    handshakes.reduce(channel.eventLoop.makeSucceededVoidFuture()) { previous, handshake in
      previous.flatMap {
        if handshake == .tls { exchange.advance(to: .securing) }
        return self.perform(handshake, to: origin, on: channel, until: deadline)
      }
    }
    .cascade(to: done)
    done.futureResult.whenComplete { result in
      timer.cancel()
      if case .failure = result { channel.close(promise: nil) }
    }
    return done.futureResult.map { channel }
  }

  private func perform(
    _ handshake: Handshake, to origin: Origin, on channel: any Channel, until deadline: NIODeadline
  ) -> EventLoopFuture<Void> {
    do {
      guard channel.isActive else { throw ChannelError.eof }
      return switch handshake {
      case .tls: try TLSHandshake.begin(tls.forOrigins(), with: origin.address, on: channel)
      case .tlsWithProxy(let proxy): try TLSHandshake.begin(tls.forProxies(), with: proxy.host, on: channel)
      case .connect(let proxy): ConnectHandshake.begin(to: origin, with: proxy, on: channel, until: deadline)
      case .socks(let proxy): try SOCKSHandshake.begin(to: origin, with: proxy, on: channel)
      }
    } catch {
      return channel.eventLoop.makeFailedFuture(error)
    }
  }
}
