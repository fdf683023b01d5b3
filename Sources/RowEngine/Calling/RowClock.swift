/// The time since a run began, and a way to let it pass.
package struct RowClock: Sendable {
  /// Since the run began.
  package var now: @Sendable () -> Duration
  /// Returns when so much time has passed; throws when its task is cancelled.
  package var pause: @Sendable (Duration) async throws -> Void

  /// A clock of a test's own.
  package init(
    now: @escaping @Sendable () -> Duration, pause: @escaping @Sendable (Duration) async throws -> Void
  ) {
    self.now = now
    self.pause = pause
  }

  /// The clock on the wall, from now on.
  package static func starting(
    pause: @escaping @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) }
  ) -> RowClock {
    let start = ContinuousClock.now
    return RowClock(now: { ContinuousClock.now - start }, pause: pause)
  }
}
