import NIOCore
import NIOHTTP1

/// The connections by one route, on one event loop; they are kept and used again.
final class ConnectionPool {
  private let route: ConnectionRoute
  private let connector: Connector
  private let eventLoop: any EventLoop
  private var idle: [ClientConnection] = []
  private var waiting = CircularBuffer<OutboundRequest>()
  /// Connections that are open or being opened.
  private var count = 0
  private var isEnded = false

  init(_ route: ConnectionRoute, _ connector: Connector, on eventLoop: any EventLoop) {
    self.route = route
    self.connector = connector
    self.eventLoop = eventLoop
  }

  /// Sends the request: on an idle connection, on a new one, or as soon as another exchange leaves one free.
  func send(_ request: OutboundRequest) {
    if let connection = idle.popLast() {
      if !connection.begin(request) { rest(connection) }
    } else if count < connector.connectionLimit {
      open(for: request)
    } else {
      wait(with: request)
    }
  }

  /// A connection has carried its exchange.
  func takeBack(_ connection: ClientConnection) {
    // Later: the library does not expect a channel to be closed while it is told that the end has been read.
    if isEnded { return eventLoop.execute { [channel = connection.channel] in channel.close(promise: nil) } }
    while let request = waiting.popFirst() {
      if connection.begin(request) { return }
    }
    rest(connection)
  }

  /// A request reached nobody; it goes before all others as soon as its connection is closed, on a new one.
  func sendAgain(_ request: OutboundRequest) {
    waiting.prepend(request.repeated)
  }

  /// A connection is closed.
  func lost(_ connection: ClientConnection) {
    idle.removeAll { $0 === connection }
    release()
  }

  /// Closes the connections that nobody uses, now and later.
  func end() {
    isEnded = true
    for connection in idle { connection.channel.close(promise: nil) }
  }

  private func rest(_ connection: ClientConnection) {
    connection.rest()
    idle.append(connection)
  }

  private func release() {
    count -= 1
    while let request = waiting.popFirst() {
      if !request.exchange.isOver { return open(for: request) }
    }
  }

  private func open(for request: OutboundRequest) {
    count += 1
    connector.connect(by: route, on: eventLoop, for: request.exchange).assumeIsolated().whenComplete {
      result in
      switch result {
      case .success(let channel): self.begin(request, on: channel)
      case .failure(let error):
        request.exchange.fail(error)
        self.release()
      }
    }
  }

  private func begin(_ request: OutboundRequest, on channel: any Channel) {
    do {
      guard channel.isActive else { throw ChannelError.eof }
      let connection = ClientConnection(
        channel, self, idleTimeout: connector.idleTimeout,
        try channel.pipeline.syncOperations.handler(type: DeliveryMonitor.self))
      try channel.pipeline.syncOperations.addHTTPClientHandlers(enableOutboundHeaderValidation: false)
      try channel.pipeline.syncOperations.addHandler(connection)
      if !connection.begin(request) { takeBack(connection) }
    } catch {
      // It was closed in the meantime.
      request.exchange.fail(error)
      release()
    }
  }

  private func wait(with request: OutboundRequest) {
    waiting.append(request)
    // The request itself, with its body, may be over by then.
    eventLoop.assumeIsolated().scheduleTask(in: connector.connectTimeout) { [exchange = request.exchange] in
      exchange.waitedLongEnough()
    }
  }
}
