package import FoundationEssentials
import Synchronization

/// A clock that stands still until it is moved; a pause moves it and is noted, and nobody waits.
package final class TestClock: Sendable {
  private struct State {
    var elapsed = Duration.zero
    var pauses: [Duration] = []
  }

  /// Sun, 06 Nov 1994 08:49:37 GMT.
  package static let start = Date(timeIntervalSince1970: 784_111_777)

  private let state = Mutex(State())
  private let start: Date
  private let step: Duration

  /// - Parameter step: how far each look at the clock moves it.
  package init(at start: Date = TestClock.start, step: Duration = .zero) {
    (self.start, self.step) = (start, step)
  }

  /// The time from the start.
  package var elapsed: Duration { state.withLock { $0.elapsed } }

  /// What was waited for, in order.
  package var pauses: [Duration] { state.withLock { $0.pauses } }

  package func now() -> Date {
    let elapsed = state.withLock { state in
      defer { state.elapsed += step }
      return state.elapsed
    }
    return start + elapsed / .seconds(1)
  }

  package func advance(_ seconds: Double) { state.withLock { $0.elapsed += .seconds(seconds) } }

  package func pause(_ duration: Duration) {
    state.withLock { state in
      state.elapsed += duration
      state.pauses.append(duration)
    }
  }
}
