import HummingbirdCore
import NIOCore
import NIOPosix

extension Listener {
  /// What happens to a listener that runs.
  enum Step {
    case askedToEnd
    case drained
    case outOfTime
    case ended
  }

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

  /// Lets the server finish, and says when it has had its time.
  func drain(_ server: Server<AttentiveChannel>, in group: inout ThrowingTaskGroup<Step, any Error>) {
    group.addTask {
      // It fails only where all is closed already, when the time was over or the listener was cancelled.
      try? await server.shutdownGracefully()
      return .drained
    }
    group.addTask {
      try await Task.sleep(for: limits.drain)
      return .outOfTime
    }
  }

  private static func obstacle(_ error: any Error) -> ListeningObstacle {
    switch error {
    case let error as IOError: error.obstacle
    case is SocketAddressError.UnknownHost: .unknownHost
    default: .other(detail: String(describing: error))
    }
  }
}
