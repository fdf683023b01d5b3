import NIOCore
import Synchronization

/// A network's direct connections, on all event loops.
final class Upstreams: Sendable {
  private let connector: Connector
  private let loops = Mutex<[ObjectIdentifier: NIOLoopBoundBox<LoopPools>]>([:])

  init(_ configuration: Network.Configuration) {
    connector = Connector(configuration)
  }

  /// - Throws: ``TransportError`` naming a certificate file that cannot be used.
  func carryOut(_ order: Order, on eventLoop: any EventLoop) throws {
    if order.exchange.destination.isSecure { try connector.context() }
    let pools = pools(on: eventLoop)
    eventLoop.run { pools.value.take(order) }
  }

  private func pools(on eventLoop: any EventLoop) -> NIOLoopBoundBox<LoopPools> {
    loops.withLock { loops in
      if let pools = loops[ObjectIdentifier(eventLoop)] { return pools }
      let pools = NIOLoopBoundBox.makeBoxSendingValue(
        LoopPools(connector, on: eventLoop), eventLoop: eventLoop)
      loops[ObjectIdentifier(eventLoop)] = pools
      return pools
    }
  }

  func end() {
    for pools in loops.withLock({ Array($0.values) }) {
      pools.eventLoop.run { pools.value.end() }
    }
  }

  deinit {
    end()
  }
}

/// The pools of one event loop.
private final class LoopPools {
  private let connector: Connector
  private let eventLoop: any EventLoop
  private var pools: [Destination: Pool] = [:]

  init(_ connector: Connector, on eventLoop: any EventLoop) {
    self.connector = connector
    self.eventLoop = eventLoop
  }

  func take(_ order: Order) {
    let destination = order.exchange.destination
    let pool = pools[destination] ?? Pool(destination, connector, on: eventLoop)
    pools[destination] = pool
    pool.take(order)
  }

  func end() {
    for pool in pools.values { pool.end() }
  }
}
