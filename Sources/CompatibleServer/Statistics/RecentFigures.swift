import FoundationEssentials
import Synchronization

/// The figures of the last hour and the last errors. Its memory is bounded, and a request costs one lock.
final class RecentFigures: Sendable {
  /// How many errors it remembers.
  static let mostErrors = 20

  private struct State {
    var ring = MinuteRing()
    /// The last one last.
    var errors: [RecentError] = []
  }

  /// What it knows at a moment.
  struct Snapshot {
    /// The hour's first minute first; the last one is not over.
    let minutes: [MinuteFigures]
    /// When the last of the minutes began.
    let lastMinute: Date
    /// The last one first.
    let errors: [RecentError]
  }

  /// When it began to count.
  let start: Date
  private let now: @Sendable () -> Date
  private let elapsed: @Sendable () -> Duration
  private let elapsedAtStart: Duration
  private let state = Mutex(State())

  /// - Parameters:
  ///   - now: the time of day, which people see.
  ///   - elapsed: a clock that nobody sets, by which minutes are counted: the time of day may go back.
  init(now: @escaping @Sendable () -> Date, elapsed: @escaping @Sendable () -> Duration) {
    (self.now, self.elapsed) = (now, elapsed)
    (start, elapsedAtStart) = (now(), elapsed())
  }

  /// Takes a request that is over. Those of strangers, whom the server has turned away, are left out: else anybody could
  /// push out of the list what those who may ask should see.
  func add(_ record: AccessRecord) {
    guard record.facts.isCallerKnown else { return }
    let isGeneration = GenerationOperation(route: record.route) != nil
    let error = RecentError(record)
    guard isGeneration || error != nil else { return }
    let minute = minute
    state.withLock { state in
      state.ring.update(minute) { figures in
        if isGeneration { figures.add(record) }
        if error != nil { figures.errors += 1 }
      }
      guard let error else { return }
      if state.errors.count == Self.mostErrors { state.errors.removeFirst() }
      state.errors.append(error)
    }
  }

  var snapshot: Snapshot {
    let minute = minute
    let begun = Date(timeIntervalSince1970: Double(minute * 60))
    // As clocks on walls have it now, should somebody have set them since.
    let shift = (now().timeIntervalSince(clockTime) / 60).rounded() * 60
    return state.withLock { state in
      Snapshot(
        minutes: state.ring.figures(until: minute), lastMinute: begun + shift,
        errors: state.errors.reversed())
    }
  }

  /// The time of day as it would be had nobody set the clock since the start.
  private var clockTime: Date { start + (elapsed() - elapsedAtStart) / .seconds(1) }

  /// Minutes begin with those of the clock.
  private var minute: Int { Int((clockTime.timeIntervalSince1970 / 60).rounded(.down)) }
}
