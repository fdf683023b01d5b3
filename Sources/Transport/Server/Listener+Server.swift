import Glibc
import NIOCore
import NIOHTTP1
import NIOPosix

extension Listener {
  /// How often a free port is looked for that both loopback addresses have.
  private static let attempts = 8

  /// Begins to accept connections, at the address, or at each that the name stands for.
  ///
  /// - Throws: ``TransportError/cannotListen(host:port:reason:)``.
  func open() async throws -> [any Channel] {
    guard endpoint.host.lowercased() == "localhost" else {
      return [try await listen(endpoint.host, endpoint.port)]
    }
    for _ in 1..<Self.attempts {
      do {
        return try await listenOnLoopback()
      } catch TransportError.cannotListen(_, _, .addressInUse) where endpoint.port == 0 {
        // The port that was free at one address is not at the other.
        continue
      }
    }
    return try await listenOnLoopback()
  }

  /// At both loopback addresses, or at the one that this machine has.
  private func listenOnLoopback() async throws -> [any Channel] {
    var servers: [any Channel] = []
    var missing: (any Error)?
    for host in ["127.0.0.1", "::1"] {
      do {
        servers.append(try await listen(host, servers.first?.localAddress?.port ?? endpoint.port))
      } catch TransportError.cannotListen(let host, let port, .addressNotAvailable) {
        missing = TransportError.cannotListen(host: host, port: port, reason: .addressNotAvailable)
      } catch {
        // They fail to close only where they are closed already.
        for server in servers { try? await server.close() }
        throw error
      }
    }
    if servers.isEmpty, let missing { throw missing }
    return servers
  }

  private func listen(_ host: String, _ port: Int) async throws -> any Channel {
    do {
      return try await bootstrap.bind(host: host, port: port).get()
    } catch {
      throw TransportError.cannotListen(host: host, port: port, reason: Self.obstacle(error))
    }
  }

  private var bootstrap: ServerBootstrap {
    ServerBootstrap(group: EventLoops.ofListeners)
      .serverChannelOption(.backlog, value: 4_096)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      // What follows is inherited by each connection (tcp(7)): a client that is gone without a word is found out, and
      // what stands between does not take a connection for dead on which an answer is waited for.
      .serverChannelOption(.socketOption(.so_keepalive), value: 1)
      .serverChannelOption(.tcpOption(.init(rawValue: TCP_KEEPIDLE)), value: Self.seconds(limits.silence))
      .serverChannelOption(.tcpOption(.init(rawValue: TCP_KEEPINTVL)), value: Self.seconds(limits.silence))
      .serverChannelOption(.maxMessagesPerRead, value: Self.acceptedAtOnce(limits.connections))
      .serverChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture { try self.prepare(channel) }
      }
      .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
      .childChannelOption(.allowRemoteHalfClosure, value: true)
      .childChannelInitializer { [responder] channel in
        channel.eventLoop.makeCompletedFuture {
          try Self.prepare(channel, ServerConnection(channel, responder))
        }
      }
  }

  /// Where their number is limited, each is counted before the next is accepted.
  private static func acceptedAtOnce(_ limit: Int?) -> UInt {
    limit == nil ? 16 : 1
  }

  private func prepare(_ server: any Channel) throws {
    // Where no more files can be opened, accepting fails; it is tried again as long as that lasts.
    try server.pipeline.syncOperations.addHandler(AcceptBackoffHandler(shouldForwardIOErrorCaught: false))
    guard let limit = limits.connections else { return }
    try server.pipeline.syncOperations.addHandler(AcceptGate(limit, openCount, connections))
  }

  /// Puts in front of a connection what takes requests out of its bytes.
  static func prepare(_ channel: any Channel, _ connection: ServerConnection) throws {
    var limits = NIOHTTPDecoderLimitConfiguration()
    limits.maxHeaderListSize = connection.responder.limits.header
    limits.maxHeaderFieldSize = connection.responder.limits.header
    try channel.pipeline.syncOperations.addHandlers(
      ArrivalNotice(connection),
      ByteToMessageHandler(HTTPRequestDecoder(limitConfiguration: limits)),
      connection)
  }

  private static func seconds(_ duration: Duration) -> Int {
    Int(clamping: max(1, duration.components.seconds))
  }
}

extension Listener {
  /// Lets the connections finish what is under way, but only as long as they may.
  func finish(_ connections: OpenConnections) async {
    await withTaskGroup(of: Void.self) { group in
      group.addTask { await connections.ended() }
      group.addTask {
        // Cancelled when all have ended in time.
        try? await Task.sleep(for: limits.drain)
        connections.close()
      }
      await group.next()
      group.cancelAll()
    }
  }

  func actualEndpoint(of server: any Channel) -> Endpoint {
    let address = server.localAddress
    return Endpoint(host: address?.ipAddress ?? endpoint.host, port: address?.port ?? endpoint.port)
  }

  private static func obstacle(_ error: any Error) -> ListeningObstacle {
    switch error {
    case let error as IOError: error.obstacle
    case is SocketAddressError.UnknownHost: .unknownHost
    default: .other(detail: FailureClassifier.words(of: error))
    }
  }
}

extension IOError {
  /// What it means for an address that something is to listen on.
  fileprivate var obstacle: ListeningObstacle {
    switch errnoCode {
    case EADDRINUSE: .addressInUse
    case EACCES, EPERM: .permissionDenied
    case EADDRNOTAVAIL, EAFNOSUPPORT: .addressNotAvailable
    default: .other(detail: FailureClassifier.words(of: self))
    }
  }
}
