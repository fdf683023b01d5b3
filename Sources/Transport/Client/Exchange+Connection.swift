import HTTPTypes
import NIOCore
import Synchronization
import Wire

/// The connection's side.
extension Exchange {
  var isOver: Bool { state.withLock { $0.buffer.isClosed } }

  /// Whether the connection is to begin: not when the exchange is over already.
  func begin(on connection: ClientConnection.Handle) -> Bool {
    state.withLock { state in
      if !state.buffer.isClosed { state.connection = connection }
      return !state.buffer.isClosed
    }
  }

  /// Forgets a connection that has carried nothing; false when the exchange is over already.
  func startAgain() -> Bool {
    state.withLock { state in
      (state.connection, state.progress) = (nil, .connecting)
      return !state.buffer.isClosed
    }
  }

  func advance(to progress: ExchangeProgress) {
    state.withLock { $0.progress = max($0.progress, progress) }
  }

  func put(_ head: HTTPResponse) {
    let field = gathers ? head.headerFields.first { $0.name == .contentLength } : nil
    let length = field.flatMap { Int($0.value) }
    state.withLock { state in
      state.progress = .receiving
      state.buffer.put(head, length: length)
    }
  }

  func put(_ bytes: ByteBufferView) {
    state.withLock { $0.buffer.put(bytes) }
  }

  /// Whether no more is to be read until the reader has emptied the buffer; the connection is told then.
  func isToBeHeld() -> Bool {
    state.withLock { state in
      state.isHeld = state.buffer.isFull && !state.buffer.isClosed
      return state.isHeld
    }
  }

  /// Lets the reader have what was put.
  func wakeReader() {
    state.withLock { state -> CheckedContinuation<Void, Never>? in
      guard state.buffer.hasNews else { return nil }
      defer { state.reader = nil }
      return state.reader
    }?.resume()
  }

  func finish() {
    end { $0.buffer.close(.success(())) }
  }

  func fail(_ error: any Error) {
    end { [route] in
      $0.buffer.close(.failure(FailureClassifier(route, $0.progress).failure(error)))
    }
  }

  /// The server was silent for too long; what has arrived until now can still be read.
  func expire() {
    end { [route] in
      $0.buffer.close(.failure(FailureClassifier(route, $0.progress).timeIsOver()))
    }
  }

  /// No connection was free for it in time.
  func waitedLongEnough() {
    let isStillWaiting = state.withLock { $0.connection == nil && $0.progress == .connecting }
    if isStillWaiting { fail(ConnectionsInUse()) }
  }

  /// Ends the exchange when the time is over, however much of it is done.
  func expire(in time: TimeAmount, on eventLoop: any EventLoop) {
    let timer = eventLoop.scheduleTask(in: time) { self.expire() }
    let isOver = state.withLock { state in
      if !state.buffer.isClosed { state.timer = timer }
      return state.buffer.isClosed
    }
    if isOver { timer.cancel() }
  }

  func end(_ close: (inout State) -> Void) {
    let (connection, reader, timer) = state.withLock { state in
      close(&state)
      defer { (state.connection, state.reader, state.timer) = (nil, nil, nil) }
      return (state.connection, state.reader, state.timer)
    }
    timer?.cancel()
    connection?.release(self)
    reader?.resume()
  }
}
