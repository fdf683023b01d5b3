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
  let connections: OpenConnections
  let openCount = OpenCount()

  /// Nothing is listened on before ``run(until:onListening:)``.
  ///
  /// - Parameters:
  ///   - host: `localhost` stands for both loopback addresses.
  ///   - port: 0 stands for any that is free.
  ///   - refusingHead: is asked for each request whose body is not here yet, by its head.
  ///   - refusing: words the answer to what cannot be given to the service; by default it is the status' phrase.
  ///   - onEvent: is told what the service does not see.
  ///   - onFailure: is told what the service threw; the client gets 500 without a reason, or a broken connection when
  ///     the answer had begun.
  package init(
    host: String, port: Int, limits: Limits = Limits(), _ service: any HTTPService,
    refusingHead: HeadRefusal? = nil, refusing: RejectionReply? = nil,
    onEvent: @escaping @Sendable (Event) -> Void = { _ in },
    onFailure: @escaping @Sendable (any Error) -> Void
  ) {
    self.endpoint = Endpoint(host: host, port: port)
    self.limits = limits
    self.connections = OpenConnections()
    self.responder = RequestResponder(
      service, limits, connections, refusingHead: refusingHead, refusing: refusing, onEvent: onEvent,
      onFailure: onFailure)
  }

  /// Serves until `enough` returns; then no connection is accepted any more, requests under way are finished within
  /// ``Limits/drain``, and what is left is cancelled. Cancelling the task ends everything at once.
  ///
  /// - Parameter onListening: gets the endpoints that are open, with the actual port.
  /// - Throws: ``TransportError/cannotListen(host:port:reason:)``.
  package func run(
    until enough: @escaping @Sendable () async -> Void,
    onListening: @escaping @Sendable ([Endpoint]) async -> Void
  ) async throws {
    let servers = try await open()
    await withTaskCancellationHandler {
      await onListening(servers.map(actualEndpoint))
      await enough()
      // It fails only where it is closed already.
      for server in servers { try? await server.close() }
      connections.drain()
      await finish(connections)
    } onCancel: {
      for server in servers { server.close(promise: nil) }
      connections.close()
    }
  }
}

extension Listener {
  /// Words the answer to a request that did not arrive whole, or was none: of it what is known, and the status.
  package typealias RejectionReply = @Sendable (HTTPRequest?, HTTPResponse.Status) -> HTTPReply

  /// Why a request is not worth its body, by its head; `nil` lets it come.
  package typealias HeadRefusal = @Sendable (HTTPRequest) -> HTTPReply?

  /// What happens beside the answers.
  package enum Event: Equatable, Sendable {
    /// A client took nothing of what was written for it, and its connection was closed.
    case clientStalled
    /// A request was refused because the bodies of others hold all the memory there is for them.
    case bodyRefused
  }

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
    /// What the bodies of all requests that arrive or are being answered may take together; more is answered with 503.
    package var bodies = BodyBudget(256 << 20)
    /// Bytes of a request's head; more is answered with 431.
    package var header = 64 << 10
    /// How long a request may take to arrive once it has begun; one that takes longer is answered with 408.
    package var arrival: Duration = .seconds(30)
    /// How long a connection may stay open without a request.
    package var idle: Duration = .seconds(75)
    /// After how long a silence a stream that is waited for gets a sign of life.
    package var silence: Duration = .seconds(15)
    /// How long a client may take nothing of what is written for it.
    package var stall: Duration = .seconds(60)
    /// Bytes that a client may still send after it was refused.
    package var discarded = 1 << 20
    /// How many connections may be open; `nil` for any number.
    package var connections: Int?
    /// How long a connection stays without a request, where others wait to be accepted.
    package var leastIdle: Duration = .milliseconds(250)
    /// How long a request may take to arrive, where others wait to be accepted.
    package var leastArrival: Duration = .seconds(2)
    /// How long requests may still take once the end was asked for.
    package var drain: Duration = .seconds(30)

    /// The limits of every listener that asks for no others.
    package init() {}
  }
}
