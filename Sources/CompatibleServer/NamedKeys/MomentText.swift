import FoundationEssentials
import Synchronization

/// Moments as `2026-11-27T09:30:00Z`; the last one is remembered, for those of a second are asked for again and again.
final class MomentText: Sendable {
  private let last = Mutex<(second: Double, text: String)>((-1, ""))

  /// Without fractions of a second, which are left out.
  func text(of moment: Date) -> String {
    let second = moment.timeIntervalSince1970.rounded(.down)
    return last.withLock { last in
      if last.second != second { last = (second, moment.formatted(.iso8601)) }
      return last.text
    }
  }
}
