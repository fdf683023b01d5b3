// Sources can be cancelled from any thread, which the library's types do not say yet.
@preconcurrency import Dispatch
import Glibc
import Synchronization

/// SIGTERM and SIGINT as a request to come to an end. At most one of these is in use at a time.
///
/// From the first signal on, a further one ends the process at once, as if nobody listened.
package final class TerminationSignals: Sendable {
  private let arrival: AsyncStream<Void>
  private let source: (any DispatchSourceRead)?

  /// From now on the first signal does not end the process.
  package init() {
    let (arrival, arrived) = AsyncStream.makeStream(of: Void.self)
    self.arrival = arrival
    var ends: [Int32] = [-1, -1]
    // Without a pipe the signals keep their usual effect.
    guard pipe(&ends) == 0 else {
      source = nil
      return
    }
    let (readEnd, writeEnd) = (ends[0], ends[1])
    let source = DispatchSource.makeReadSource(fileDescriptor: readEnd)
    source.setEventHandler { arrived.finish() }
    source.setCancelHandler {
      close(readEnd)
      close(writeEnd)
    }
    source.resume()
    self.source = source
    pipeOfSignals.store(writeEnd, ordering: .sequentiallyConsistent)
    signal(SIGTERM, passOn)
    signal(SIGINT, passOn)
  }

  /// Returns when a signal has come, or when the task is cancelled.
  package func wait() async {
    for await _ in arrival {}
  }

  deinit {
    restore()
    source?.cancel()
  }
}

private let pipeOfSignals = Atomic<Int32>(-1)

/// What happens on a signal, where next to nothing is allowed (signal-safety(7)).
private func passOn(_ number: Int32) {
  restore()
  var byte: UInt8 = 0
  write(pipeOfSignals.load(ordering: .sequentiallyConsistent), &byte, 1)
}

private func restore() {
  signal(SIGTERM, SIG_DFL)
  signal(SIGINT, SIG_DFL)
}
