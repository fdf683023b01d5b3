import HTTPTypes
import NIOCore
import Synchronization
import Wire

/// The carrier's side.
extension Exchange {
  var isOver: Bool { state.withLock { $0.mailbox.isClosed } }

  /// Whether the carrier is to begin: not when the exchange is over already.
  func begin(with carrier: any Carrier) -> Bool {
    state.withLock { state in
      if !state.mailbox.isClosed { state.carrier = carrier }
      return !state.mailbox.isClosed
    }
  }

  func advance(to progress: Progress) {
    state.withLock { $0.progress = max($0.progress, progress) }
  }

  func put(_ head: HTTPResponse) {
    let length = gathers ? head.headerFields[.contentLength].flatMap { Int($0) } : nil
    state.withLock { state in
      state.progress = .receiving
      state.mailbox.put(head, length: length)
    }
  }

  func put(_ bytes: ByteBufferView) {
    state.withLock { $0.mailbox.put(bytes) }
  }

  /// Whether no more is to be read until the reader has emptied the mailbox; the carrier is told then.
  func isToBeHeld() -> Bool {
    state.withLock { state in
      state.isHeld = state.mailbox.isFull && !state.mailbox.isClosed
      return state.isHeld
    }
  }

  /// Lets the reader have what was put.
  func wakeReader() {
    state.withLock { state -> CheckedContinuation<Void, Never>? in
      guard state.mailbox.hasNews else { return nil }
      defer { state.reader = nil }
      return state.reader
    }?.resume()
  }

  func finish() {
    end { $0.mailbox.close(.success(())) }
  }

  func fail(_ error: any Error) {
    end { [destination] in
      $0.mailbox.close(.failure(FailureReader(destination, $0.progress).failure(error)))
    }
  }

  /// The server was silent for too long; what has arrived until now can still be read.
  func expire() {
    end { [destination] in
      $0.mailbox.close(.failure(FailureReader(destination, $0.progress).timeIsOver()))
    }
  }

  /// No connection was free for it in time.
  func waitedLongEnough() {
    let isStillWaiting = state.withLock { $0.carrier == nil && $0.progress == .connecting }
    if isStillWaiting { fail(ConnectionsInUse()) }
  }

  /// Ends the exchange when the time is over, however much of it is done.
  func expire(in time: TimeAmount, on eventLoop: any EventLoop) {
    let timer = eventLoop.scheduleTask(in: time) { self.expire() }
    let isOver = state.withLock { state in
      if !state.mailbox.isClosed { state.timer = timer }
      return state.mailbox.isClosed
    }
    if isOver { timer.cancel() }
  }

  func end(_ close: (inout State) -> Void) {
    let (carrier, reader, timer) = state.withLock { state in
      close(&state)
      defer { (state.carrier, state.reader, state.timer) = (nil, nil, nil) }
      return (state.carrier, state.reader, state.timer)
    }
    timer?.cancel()
    carrier?.letGo(of: self)
    reader?.resume()
  }
}
