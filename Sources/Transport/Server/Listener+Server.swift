import Glibc
import NIOCore
import NIOHTTP1
import NIOPosix

extension Listener {
  /// Begins to accept connections.
  func open() async throws -> any Channel {
    do {
      return try await ServerBootstrap(group: EventLoops.ofListeners)
        .serverChannelOption(.backlog, value: 4_096)
        .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
        .serverChannelInitializer { channel in
          channel.eventLoop.makeCompletedFuture {
            // Where no more files can be opened, accepting fails; it is tried again as long as that lasts.
            try channel.pipeline.syncOperations.addHandler(
              AcceptBackoffHandler(shouldForwardIOErrorCaught: false))
          }
        }
        .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
        .childChannelInitializer { [responder] channel in
          channel.eventLoop.makeCompletedFuture {
            try Self.prepare(channel, ServerConnection(channel, responder))
          }
        }
        .bind(host: endpoint.host, port: endpoint.port).get()
    } catch {
      throw TransportError.cannotListen(
        host: endpoint.host, port: endpoint.port, reason: Self.obstacle(error))
    }
  }

  private static func prepare(_ channel: any Channel, _ connection: ServerConnection) throws {
    var limits = NIOHTTPDecoderLimitConfiguration()
    limits.maxHeaderListSize = connection.responder.limits.header
    limits.maxHeaderFieldSize = connection.responder.limits.header
    try channel.pipeline.syncOperations.addHandlers(
      ArrivalNotice(connection),
      ByteToMessageHandler(HTTPRequestDecoder(limitConfiguration: limits)),
      connection)
  }

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
    case EADDRNOTAVAIL: .addressNotAvailable
    default: .other(detail: FailureClassifier.words(of: self))
    }
  }
}
