import AsyncHTTPClient
import NIOCore
import Synchronization
import Wire

/// Time-outs, and how they and cancellation end an exchange.
extension Exchange {
  /// Looks, on the event loop, whether the server is silent for too long, and again when that may next be so.
  func watch(_ eventLoop: any EventLoop) {
    let verdict = state.withLock { $0.mailbox.isClosed ? nil : $0.patience.verdict(at: .now()) }
    switch verdict {
    case .exhausted: expire()
    case .look(let again): keep(eventLoop.scheduleTask(deadline: again) { self.watch(eventLoop) })
    case nil: break
    }
  }

  /// The time is over; what has arrived until now can still be read.
  func expire() {
    end { [route] state in
      state.mailbox.close(.failure(FailureReader(route, state.progress).timeIsOver()))
    }
  }

  /// Closes the connection, unless the exchange is over. A reader gets `CancellationError`.
  func cancel() {
    end { $0.mailbox.abandon(CancellationError()) }
  }

  /// Holds a timer until the exchange is over.
  func keep(_ timer: Scheduled<Void>) {
    let isOver = state.withLock { state in
      if !state.mailbox.isClosed { state.timers.append(timer) }
      return state.mailbox.isClosed
    }
    if isOver { timer.cancel() }
  }

  func clearTimers() {
    let timers = state.withLock { state in
      defer { state.timers = [] }
      return state.timers
    }
    for timer in timers { timer.cancel() }
  }

  private func end(_ close: (inout State) -> Void) {
    let (task, reader, sender) = state.withLock { state in
      close(&state)
      defer { (state.task, state.reader, state.heldSender) = (nil, nil, nil) }
      return (state.task, state.reader, state.heldSender)
    }
    clearTimers()
    reader?.resume()
    task?.cancel()
    sender?.succeed()
  }
}
