/// The time that is left for exchanges that are attempts at the same thing: it is the time of all of them together.
package enum ExchangeLimit {
  /// `nil` where nobody has said so.
  @TaskLocal package static var deadline: Deadline?

  /// An instant by a clock that nobody sets.
  package struct Deadline: Sendable {
    private let end: Duration
    private let elapsed: @Sendable () -> Duration

    /// - Parameters:
    ///   - end: as the clock will stand then.
    ///   - elapsed: the clock: the time since a moment that stays the same.
    package init(at end: Duration, elapsed: @escaping @Sendable () -> Duration) {
      (self.end, self.elapsed) = (end, elapsed)
    }

    /// From now on; never less than zero.
    package var left: Duration { max(.zero, end - elapsed()) }
  }
}
