import Glibc
import NIOCore
import NIOPosix
import NIOSSL
import Synchronization
import Testing

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

/// A port on which nobody listens: it is taken, and stays so until the tests are over.
func freePort() throws -> Int {
  let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
  var address = sockaddr_in()
  address.sin_family = sa_family_t(AF_INET)
  address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
  var length = socklen_t(MemoryLayout<sockaddr_in>.size)
  let isBound = withUnsafeMutablePointer(to: &address) {
    $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
      bind(descriptor, pointer, length) == 0 && getsockname(descriptor, pointer, &length) == 0
    }
  }
  try #require(isBound)
  return Int(UInt16(bigEndian: address.sin_port))
}
