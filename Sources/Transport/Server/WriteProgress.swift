import NIOCore

/// Whether a client takes what is written for it: a time without any progress is as long as its patience allows.
struct WriteProgress {
  /// Into how many looks the time is divided: it is at most one of them longer than it should be.
  private static let looks: Int64 = 12

  /// How long to wait for the next look.
  let pause: TimeAmount
  private var left = Int.max
  private var looksWithout: Int64 = 0

  /// - Parameter patience: how long a client may take nothing.
  init(patience: Duration) {
    pause = .nanoseconds(max(1, TimeAmount(patience).nanoseconds / Self.looks))
  }

  /// Something new is to be taken.
  mutating func begin() {
    (left, looksWithout) = (.max, 0)
  }

  /// Looks at how many bytes are left; false when there were no fewer for too long.
  mutating func isMade(left now: Int) -> Bool {
    looksWithout = now < left ? 0 : looksWithout + 1
    left = now
    return looksWithout < Self.looks
  }
}
