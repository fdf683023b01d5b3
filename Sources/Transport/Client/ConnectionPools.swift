import NIOCore
import Synchronization

/// A network's connections, on all event loops.
final class ConnectionPools: Sendable {
  private let connector: Connector
  private let loops = Mutex<[ObjectIdentifier: NIOLoopBoundBox<EventLoopPools>]>([:])

  init(_ configuration: Network.Configuration) {
    connector = Connector(configuration)
  }

  /// - Throws: ``TransportError`` naming a certificate file that cannot be used.
  func send(_ request: OutboundRequest, on eventLoop: any EventLoop) throws {
    try connector.prepare(for: request.exchange.route)
    let pools = pools(on: eventLoop)
    eventLoop.run { pools.value.send(request) }
  }

  private func pools(on eventLoop: any EventLoop) -> NIOLoopBoundBox<EventLoopPools> {
    loops.withLock { loops in
      if let pools = loops[ObjectIdentifier(eventLoop)] { return pools }
      let pools = NIOLoopBoundBox.makeBoxSendingValue(
        EventLoopPools(connector, on: eventLoop), eventLoop: eventLoop)
      loops[ObjectIdentifier(eventLoop)] = pools
      return pools
    }
  }

  deinit {
    for pools in loops.withLock({ Array($0.values) }) {
      pools.eventLoop.run { pools.value.end() }
    }
  }
}

/// The pools of one event loop.
private final class EventLoopPools {
  private let connector: Connector
  private let eventLoop: any EventLoop
  private var pools: [ConnectionRoute: ConnectionPool] = [:]

  init(_ connector: Connector, on eventLoop: any EventLoop) {
    self.connector = connector
    self.eventLoop = eventLoop
  }

  func send(_ request: OutboundRequest) {
    pool(for: request.exchange.route).send(request)
  }

  func end() {
    for pool in pools.values { pool.end() }
  }

  private func pool(for route: ConnectionRoute) -> ConnectionPool {
    if let pool = pools[route] { return pool }
    let pool = ConnectionPool(route, connector, on: eventLoop)
    pools[route] = pool
    return pool
  }
}
