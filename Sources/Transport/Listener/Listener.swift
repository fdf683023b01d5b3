import HummingbirdCore
package import Logging
package import Wire

/// Serves a service to the outside over HTTP/1.1.
///
/// The service gets requests with scheme `http`, the authority of their `Host` field, and a path. Each piece of a
/// reply's body is written and flushed as it is pulled. When a client goes away, the task that serves it is cancelled.
package struct Listener: Sendable {
  let place: Place
  let limits: Limits
  let logger: Logger
  let answering: Answering

  /// - Parameters:
  ///   - port: 0 stands for any that is free.
  ///   - onFailure: is told what the service threw; the client gets 500 without a reason, or a broken connection when
  ///     the answer had begun.
  package init(
    host: String, port: Int, limits: Limits = Limits(), logger: Logger = .silent, _ service: any HTTPService,
    onFailure: @escaping @Sendable (any Error) -> Void
  ) {
    self.place = Place(host: host, port: port)
    self.limits = limits
    self.logger = logger
    self.answering = Answering(service, limits, onFailure: onFailure)
  }

  /// Serves until `enough` returns; then no connection is accepted any more, requests under way are finished within
  /// ``Limits/drain``, and what is left is cancelled. Cancelling the task ends everything at once.
  ///
  /// - Parameter onListening: gets the place, with the actual port.
  /// - Throws: ``TransportError/cannotListen(host:port:reason:)``.
  package func run(
    until enough: @escaping @Sendable () async -> Void, onListening: @escaping @Sendable (Place) async -> Void
  ) async throws {
    let (started, start) = AsyncStream.makeStream(of: Void.self)
    let server = server { place in
      await onListening(place)
      start.finish()
    }
    try await withThrowingTaskGroup(of: Step.self) { group in
      group.addTask {
        try await run(server)
        return .ended
      }
      group.addTask {
        for await _ in started {}
        await enough()
        return .askedToEnd
      }
      while let step = try await group.next(), step != .ended {
        if step == .askedToEnd { drain(server, in: &group) }
        if step == .outOfTime { group.cancelAll() }
      }
      group.cancelAll()
    }
  }
}

extension Listener {
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
    /// Bytes of a request's header fields; more is answered with 431, and with 400 beyond twice as many.
    package var header = 64 << 10
    /// How long a connection may stay open without a request.
    package var idle: Duration = .seconds(75)
    /// How long requests may still take once the end was asked for.
    package var drain: Duration = .seconds(30)

    package init() {}
  }
}

extension Logger {
  /// A logger that says nothing.
  package static var silent: Logger { Logger(label: "silent") { _ in SwiftLogNoOpLogHandler() } }
}
