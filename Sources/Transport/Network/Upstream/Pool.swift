import NIOCore
import NIOHTTP1

/// The connections to one destination, on one event loop; they are kept and used again.
final class Pool {
  private let destination: Destination
  private let connector: Connector
  private let eventLoop: any EventLoop
  private var resting: [UpstreamConnection] = []
  private var waiting = CircularBuffer<Order>()
  /// Connections that are open or being opened.
  private var count = 0
  private var isEnded = false

  init(_ destination: Destination, _ connector: Connector, on eventLoop: any EventLoop) {
    self.destination = destination
    self.connector = connector
    self.eventLoop = eventLoop
  }

  /// Carries the order out: on a connection at hand, on a new one, or as soon as another gives one free.
  func take(_ order: Order) {
    if let connection = resting.popLast() {
      if !connection.begin(order) { rest(connection) }
    } else if count < connector.limit {
      open(for: order)
    } else {
      wait(with: order)
    }
  }

  /// A connection has done its part.
  func takeBack(_ connection: UpstreamConnection) {
    if isEnded { return connection.channel.close(promise: nil) }
    while let order = waiting.popFirst() {
      if connection.begin(order) { return }
    }
    rest(connection)
  }

  /// A connection is closed.
  func lost(_ connection: UpstreamConnection) {
    resting.removeAll { $0 === connection }
    release()
  }

  /// Closes the connections that nobody uses, now and later.
  func end() {
    isEnded = true
    for connection in resting { connection.channel.close(promise: nil) }
  }

  private func rest(_ connection: UpstreamConnection) {
    connection.rest()
    resting.append(connection)
  }

  private func release() {
    count -= 1
    while let order = waiting.popFirst() {
      if !order.exchange.isOver { return open(for: order) }
    }
  }

  private func open(for order: Order) {
    count += 1
    connector.connect(to: destination, on: eventLoop, for: order.exchange).assumeIsolated().whenComplete {
      result in
      switch result {
      case .success(let channel): self.begin(order, on: channel)
      case .failure(let error):
        order.exchange.fail(error)
        self.release()
      }
    }
  }

  private func begin(_ order: Order, on channel: any Channel) {
    let connection = UpstreamConnection(channel, self, silence: connector.silence)
    do {
      guard channel.isActive else { throw ChannelError.eof }
      try channel.pipeline.syncOperations.addHTTPClientHandlers(enableOutboundHeaderValidation: false)
      try channel.pipeline.syncOperations.addHandler(connection)
      if !connection.begin(order) { takeBack(connection) }
    } catch {
      // It was closed in the meantime.
      order.exchange.fail(error)
      release()
    }
  }

  private func wait(with order: Order) {
    waiting.append(order)
    // The order itself, with its body, may be over by then.
    eventLoop.assumeIsolated().scheduleTask(in: connector.patience) { [exchange = order.exchange] in
      exchange.waitedLongEnough()
    }
  }
}
