import NIOCore
import NIOPosix
import NIOSSL
import Synchronization

/// A server without any HTTP: what it sends is written out in the test, byte for byte.
final class RawServer: Sendable {
  let port: Int
  private let accepted = Mutex(0)

  /// How many connections were opened.
  var connections: Int { accepted.withLock { $0 } }
  var authority: String { "127.0.0.1:\(port)" }

  private init(port: Int) {
    self.port = port
  }

  /// Runs the test with a server that treats each connection as told. A connection is closed when its treatment ends.
  static func with<Result: Sendable>(
    tls: NIOSSLContext? = nil, _ treat: @escaping @Sendable (RawConnection) async throws -> Void,
    test: (RawServer) async throws -> Result
  ) async throws -> Result {
    let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .serverChannelOption(.backlog, value: 256)
      .childChannelOption(.autoRead, value: false)
      .bind(host: "127.0.0.1", port: 0) { channel in
        channel.eventLoop.makeCompletedFuture {
          if let tls { try channel.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: tls)) }
          return channel
        }
      }
    let server = RawServer(port: channel.channel.localAddress?.port ?? 0)
    return try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await server.serve(channel, treat) }
      defer { group.cancelAll() }
      return try await test(server)
    }
  }

  private func serve(
    _ channel: NIOAsyncChannel<any Channel, Never>,
    _ treat: @escaping @Sendable (RawConnection) async throws -> Void
  ) async throws {
    try await withThrowingDiscardingTaskGroup { group in
      try await channel.executeThenClose { clients in
        for try await client in clients {
          accepted.withLock { $0 += 1 }
          // A connection that breaks is what many tests are about; what matters is seen by the client.
          group.addTask { try? await RawConnection.with(accepted: client, treat) }
        }
      }
    }
  }
}
