import HummingbirdCore
import NIOCore
import NIOPosix

extension Listener {
  func server(onListening: @escaping @Sendable (Place) async -> Void) -> Server<AttentiveChannel> {
    Server(
      childChannelSetup: AttentiveChannel(answering, limits),
      configuration: ServerConfiguration(address: .hostname(place.host, port: place.port), backlog: 1024),
      onServerRunning: { [place] channel in
        let address = channel.localAddress
        await onListening(Place(host: address?.ipAddress ?? place.host, port: address?.port ?? place.port))
      },
      eventLoopGroup: MultiThreadedEventLoopGroup.singleton,
      logger: logger)
  }

  func run(_ server: Server<AttentiveChannel>) async throws {
    do {
      try await server.run()
    } catch {
      throw TransportError.cannotListen(host: place.host, port: place.port, reason: Self.obstacle(error))
    }
  }

  /// Lets the server finish, but not for longer than the limit.
  func drain(_ server: Server<AttentiveChannel>) async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await server.shutdownGracefully() }
      group.addTask { try await Task.sleep(for: limits.drain) }
      try await group.next()
      group.cancelAll()
    }
  }

  private static func obstacle(_ error: any Error) -> ListeningObstacle {
    switch error {
    case let error as IOError: error.obstacle
    case SocketAddressError.unknown: .unknownHost
    default: .other(detail: String(describing: error))
    }
  }
}
