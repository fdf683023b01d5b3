// Sources can be cancelled from any thread, which the library's types do not say yet.
@preconcurrency import Dispatch
import Glibc
import Synchronization

/// SIGTERM and SIGINT as a request to come to an end. At most one of these is in use at a time.
///
/// From the first signal on, a further one ends the process at once, as if nobody listened.
package final class TerminationSignals: Sendable {
  private let arrival: AsyncStream<Int32>
  private let source: (any DispatchSourceRead)?

  /// Whether one has come to anybody who listened: then nothing is to be waited for that may never come.
  package static var haveArrived: Bool { hasArrived.load(ordering: .relaxed) }

  /// From now on the first signal does not end the process.
  package init() {
    let (arrival, arrived) = AsyncStream.makeStream(of: Int32.self)
    self.arrival = arrival
    var ends: [Int32] = [-1, -1]
    // Without a pipe the signals keep their usual effect.
    guard pipe(&ends) == 0 else {
      source = nil
      return
    }
    let (readEnd, writeEnd) = (ends[0], ends[1])
    let source = DispatchSource.makeReadSource(fileDescriptor: readEnd)
    source.setEventHandler {
      var number: UInt8 = 0
      if read(readEnd, &number, 1) == 1 { arrived.yield(Int32(number)) }
      arrived.finish()
    }
    source.setCancelHandler {
      close(readEnd)
      close(writeEnd)
    }
    source.resume()
    self.source = source
    hasArrived.store(false, ordering: .sequentiallyConsistent)
    pipeOfSignals.store(writeEnd, ordering: .sequentiallyConsistent)
    signal(SIGTERM, passOn)
    signal(SIGINT, passOn)
  }

  /// Returns the signal's number when one has come; `nil` when the task is cancelled.
  @discardableResult
  package func wait() async -> Int32? {
    var last: Int32?
    for await number in arrival { last = number }
    return last
  }

  deinit {
    restore()
    source?.cancel()
  }
}

private let pipeOfSignals = Atomic<Int32>(-1)
private let hasArrived = Atomic(false)

/// What happens on a signal, where next to nothing is allowed (signal-safety(7)).
private func passOn(_ number: Int32) {
  restore()
  hasArrived.store(true, ordering: .relaxed)
  var byte = UInt8(truncatingIfNeeded: number)
  write(pipeOfSignals.load(ordering: .sequentiallyConsistent), &byte, 1)
}

private func restore() {
  signal(SIGTERM, SIG_DFL)
  signal(SIGINT, SIG_DFL)
}
