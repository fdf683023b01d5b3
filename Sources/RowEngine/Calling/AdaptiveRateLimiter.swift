package import Wire

/// Decides when a request may begin: at most so many at once, not more a minute than wanted, and all of them slower
/// when the service asks for it.
///
/// A value without a clock: its owner says what time it is, as the time since the beginning of the run.
package struct AdaptiveRateLimiter: Sendable {
  /// Whether a request may begin.
  package enum Verdict: Hashable, Sendable {
    case go
    case wait(until: Duration)
    /// Not before another request has ended.
    case full
  }

  private let concurrency: Int
  private let interval: Duration
  private let backoff: Backoff
  /// Requests that may be under way at the same time.
  package private(set) var allowed: Int
  /// Requests that are under way.
  private(set) var active = 0
  private var nextSlot = Duration.zero
  /// No request may begin earlier, because the service has asked for that.
  package private(set) var notBefore = Duration.zero
  /// Successes since `allowed` was changed.
  private var streak = 0
  /// Rises with each slow-down, so that the requests of one moment count once.
  package private(set) var round = 0
  private var fruitlessRounds = 0
  /// Whether the service has answered anything yet.
  package private(set) var hasSucceeded = false

  /// - Parameter perMinute: requests; `nil`: as many as there can be.
  package init(concurrency: Int, perMinute: Int?, _ backoff: Backoff) {
    self.concurrency = concurrency
    self.backoff = backoff
    allowed = concurrency
    interval = perMinute.map { .seconds(60) / $0 } ?? .zero
  }

  /// What holds now for the next request.
  package func verdict(at now: Duration) -> Verdict {
    if active >= allowed { return .full }
    let time = max(nextSlot, notBefore)
    return time <= now ? .go : .wait(until: time)
  }

  /// - Returns: the round, to be given back at the end.
  package mutating func begin(at now: Duration) -> Int {
    active += 1
    nextSlot = max(nextSlot, now) + interval
    return round
  }

  /// Something came back that is no success and no matter of speed.
  package mutating func end() { active -= 1 }

  /// A request that began in the round has been answered: others may follow faster.
  package mutating func succeed(in round: Int) {
    active -= 1
    hasSucceeded = true
    guard round == self.round else { return }
    fruitlessRounds = 0
    streak += 1
    guard streak >= allowed, allowed < concurrency else { return }
    (allowed, streak) = (allowed + 1, 0)
  }

  /// Half as many at once from now on, and none of them before the pause is over.
  ///
  /// - Returns: false when the service has asked for it too often, or for too long.
  package mutating func slowDown(
    in round: Int, asked: Duration?, at now: Duration, jitter: Double
  ) -> Bool {
    active -= 1
    let isNew = round == self.round
    if isNew {
      self.round += 1
      fruitlessRounds += 1
      (allowed, streak) = (max(1, allowed / 2), 0)
    }
    guard
      let pause = backoff.pause(
        after: max(1, fruitlessRounds), retryAfter: asked, isTrusted: hasSucceeded, jitter: jitter)
    else { return false }
    if isNew || asked != nil { notBefore = max(notBefore, now + pause) }
    return true
  }
}
