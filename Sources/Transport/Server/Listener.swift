package import HTTPTypes
import NIOCore
package import Wire

/// Serves a service to the outside over HTTP/1.1.
///
/// The service gets requests with scheme `http`, the authority of their `Host` field, and a path. Each piece of a
/// reply's body is written and flushed as it is pulled. When a client goes away, the task that serves it is cancelled.
package struct Listener: Sendable {
  let endpoint: Endpoint
  let limits: Limits
  let responder: RequestResponder
  private let connections: OpenConnections

  /// Nothing is listened on before ``run(until:onListening:)``.
  ///
  /// - Parameters:
  ///   - port: 0 stands for any that is free.
  ///   - refusing: words the answer to what cannot be given to the service; by default it is the status' phrase.
  ///   - onFailure: is told what the service threw; the client gets 500 without a reason, or a broken connection when
  ///     the answer had begun.
  package init(
    host: String, port: Int, limits: Limits = Limits(), _ service: any HTTPService,
    refusing: RejectionReply? = nil, onFailure: @escaping @Sendable (any Error) -> Void
  ) {
    self.endpoint = Endpoint(host: host, port: port)
    self.limits = limits
    self.connections = OpenConnections()
    self.responder = RequestResponder(service, limits, connections, refusing: refusing, onFailure: onFailure)
  }

  /// Serves until `enough` returns; then no connection is accepted any more, requests under way are finished within
  /// ``Limits/drain``, and what is left is cancelled. Cancelling the task ends everything at once.
  ///
  /// - Parameter onListening: gets the endpoint, with the actual port.
  /// - Throws: ``TransportError/cannotListen(host:port:reason:)``.
  package func run(
    until enough: @escaping @Sendable () async -> Void,
    onListening: @escaping @Sendable (Endpoint) async -> Void
  ) async throws {
    let server = try await open()
    await withTaskCancellationHandler {
      await onListening(actualEndpoint(of: server))
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
  package typealias RejectionReply = @Sendable (HTTPRequest?, HTTPResponse.Status) -> HTTPReply

  /// A host and a port to listen on: a name or an address, IPv6 without brackets.
  package struct Endpoint: Equatable, Sendable {
    /// A name or an address, without brackets.
    package let host: String
    /// 0 stands for any that is free.
    package let port: Int

    /// Nothing is resolved or checked yet.
    package init(host: String, port: Int) {
      self.host = host
      self.port = port
    }
  }

  /// What a client may ask for, and how much time it has.
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

    /// The limits of every listener that asks for no others.
    package init() {}
  }
}
