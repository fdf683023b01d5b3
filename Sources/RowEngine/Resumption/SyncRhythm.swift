/// When what was written is to be put on the disk: so seldom that it takes less than a fiftieth of the time, whatever
/// the disk is like.
struct SyncRhythm: Hashable, Sendable {
  private static let share = 50
  private static let shortest = Duration.seconds(1)

  private var notBefore = Duration.zero

  func isDue(at now: Duration) -> Bool { now >= notBefore }

  /// - Parameter span: how long it has taken.
  mutating func finish(at now: Duration, after span: Duration) {
    notBefore = now + max(Self.shortest, span * Self.share)
  }
}
