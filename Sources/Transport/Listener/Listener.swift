package import HTTPTypes
import NIOCore
package import Wire

/// Serves a service to the outside over HTTP/1.1.
///
/// The service gets requests with scheme `http`, the authority of their `Host` field, and a path. Each piece of a
/// reply's body is written and flushed as it is pulled. When a client goes away, the task that serves it is cancelled.
package struct Listener: Sendable {
  let place: Place
  let limits: Limits
  let answering: Answering
  private let connections: Connections

  /// - Parameters:
  ///   - port: 0 stands for any that is free.
  ///   - refusing: words the answer to what cannot be given to the service; by default it is the status' phrase.
  ///   - onFailure: is told what the service threw; the client gets 500 without a reason, or a broken connection when
  ///     the answer had begun.
  package init(
    host: String, port: Int, limits: Limits = Limits(), _ service: any HTTPService,
    refusing: Refusing? = nil, onFailure: @escaping @Sendable (any Error) -> Void
  ) {
    self.place = Place(host: host, port: port)
    self.limits = limits
    self.connections = Connections()
    self.answering = Answering(service, limits, connections, refusing: refusing, onFailure: onFailure)
  }

  /// Serves until `enough` returns; then no connection is accepted any more, requests under way are finished within
  /// ``Limits/drain``, and what is left is cancelled. Cancelling the task ends everything at once.
  ///
  /// - Parameter onListening: gets the place, with the actual port.
  /// - Throws: ``TransportError/cannotListen(host:port:reason:)``.
  package func run(
    until enough: @escaping @Sendable () async -> Void, onListening: @escaping @Sendable (Place) async -> Void
  ) async throws {
    let server = try await open()
    await withTaskCancellationHandler {
      await onListening(actualPlace(of: server))
      await enough()
      // It fails only where it is closed already.
      try? await server.close()
      connections.drain()
      await finish(connections)
    } onCancel: {
      server.close(promise: nil)
      connections.close()
    }
  }
}

extension Listener {
  /// Words the answer to a request that did not arrive whole, or was none: of it what is known, and the status.
  package typealias Refusing = @Sendable (HTTPRequest?, HTTPResponse.Status) -> HTTPReply

  /// A host and a port.
  package struct Place: Equatable, Sendable {
    package let host: String
    package let port: Int

    package init(host: String, port: Int) {
      self.host = host
      self.port = port
    }
  }

  package struct Limits: Sendable {
    /// Bytes of a request's body; more is answered with 413.
    package var body = 32 << 20
    /// Bytes of a request's head; more is answered with 431.
    package var header = 64 << 10
    /// How long a request may take to arrive once it has begun; one that takes longer is answered with 408.
    package var arrival: Duration = .seconds(30)
    /// How long a connection may stay open without a request.
    package var idle: Duration = .seconds(75)
    /// How long requests may still take once the end was asked for.
    package var drain: Duration = .seconds(30)

    package init() {}
  }
}
