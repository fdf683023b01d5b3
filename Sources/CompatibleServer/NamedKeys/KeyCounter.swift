import FoundationEssentials
import Synchronization

/// Counts what one key asks, and holds it to its limits of the moment. It has a lock of its own, and is
/// found once for each request, instead of looking each figure up in a table of all keys.
final class KeyCounter: Sendable {
  fileprivate struct State {
    var requests = SlidingWindow()
    var tokens = SlidingWindow()
    /// Tokens of requests under way.
    var reserved = 0
    var parallel = 0
  }

  private let state = Mutex(State())
  private let usage: KeyUsageAccount
  private let now: @Sendable () -> Date
  private let elapsed: @Sendable () -> Duration

  /// - Parameters:
  ///   - usage: what the key has used on the day so far.
  ///   - elapsed: a clock that nobody sets.
  init(
    _ usage: KeyUsageAccount, now: @escaping @Sendable () -> Date, elapsed: @escaping @Sendable () -> Duration
  ) {
    self.usage = usage
    self.now = now
    self.elapsed = elapsed
  }

  /// Lets a request in, or says why not; either way what is left is known afterwards.
  ///
  /// While anything is left of a limit one more request is let in, whatever it will use: what it will use is not known,
  /// and nobody is refused below the limit.
  ///
  /// - Parameter estimate: tokens that it will use at least.
  func enter(_ limits: KeyLimits, estimate: Int) -> (refusal: ServerError?, RateLimitStatus) {
    let (time, date) = (elapsed(), now())
    return state.withLock { state in
      let day = limits.tokensPerDay.map { Day(limit: $0, used: usage.tokens(on: UTCDay(date))) }
      return state.enter(limits, day, estimate, at: time, date)
    }
  }

  /// A request is over that was let in.
  ///
  /// - Parameter estimate: what was reserved for it.
  func leave(_ limits: KeyLimits, estimate: Int, _ used: KeyUsage, of model: String) {
    let (time, date) = (elapsed(), now())
    // Both at once: else what it has used would count twice for a moment, or not at all.
    state.withLock { state in
      state.leave(estimate, used.tokens, at: time)
      usage.add(used, of: model, on: UTCDay(date), isUrgent: limits.tokensPerDay != nil)
    }
  }

  /// A day's budget and what is used of it.
  fileprivate struct Day {
    let limit: Int
    let used: Int
  }
}

extension KeyCounter.State {
  fileprivate mutating func enter(
    _ limits: KeyLimits, _ day: KeyCounter.Day?, _ estimate: Int, at time: Duration, _ date: Date
  ) -> (ServerError?, RateLimitStatus) {
    requests.forget(at: time)
    tokens.forget(at: time)
    let refusal = refusal(limits, day, at: time, date)
    if refusal == nil {
      requests.add(1, at: time)
      parallel += 1
      reserved += estimate
    }
    return (refusal, status(limits, day, at: time, date))
  }

  fileprivate mutating func leave(_ estimate: Int, _ used: Int, at time: Duration) {
    reserved -= estimate
    parallel -= 1
    tokens.add(used, at: time)
  }

  private func refusal(
    _ limits: KeyLimits, _ day: KeyCounter.Day?, at time: Duration, _ date: Date
  ) -> ServerError? {
    if let day, day.used.addingReserved(reserved) >= day.limit {
      let end = UTCDay(date).end
      return .spentBudget(
        SpentBudget(limit: day.limit, end: end, wait: Self.seconds(.seconds(end.timeIntervalSince(date)))))
    }
    if let limit = limits.parallelRequests, parallel >= limit {
      return .rateLimited(RateLimitExcess(kind: .parallelRequests, limit: limit, wait: 1))
    }
    if let limit = limits.requestsPerMinute, requests.sum >= limit {
      let wait = Self.retryAfter(requests.wait(below: limit, at: time))
      return .rateLimited(RateLimitExcess(kind: .requests, limit: limit, wait: wait))
    }
    if let limit = limits.tokensPerMinute, tokens.sum + reserved >= limit {
      let wait = Self.retryAfter(tokens.wait(below: max(1, limit - reserved), at: time))
      return .rateLimited(RateLimitExcess(kind: .tokens, limit: limit, wait: wait))
    }
    return nil
  }

  private func status(
    _ limits: KeyLimits, _ day: KeyCounter.Day?, at time: Duration, _ date: Date
  ) -> RateLimitStatus {
    var status = RateLimitStatus()
    status.requests = limits.requestsPerMinute.map {
      RateLimitStatus.Allowance(
        limit: $0, remaining: max(0, $0 - requests.sum), reset: requests.reset(at: time))
    }
    if let limit = limits.tokensPerMinute {
      status.tokens = RateLimitStatus.Allowance(
        limit: limit, remaining: max(0, limit - tokens.sum - reserved), reset: tokens.reset(at: time))
    } else if let day {
      status.tokens = RateLimitStatus.Allowance(
        limit: day.limit, remaining: max(0, day.limit - day.used.addingReserved(reserved)),
        reset: .seconds(UTCDay(date).end.timeIntervalSince(date)))
    }
    return status
  }

  /// SDKs pass over what is more than a minute, and come back at once.
  private static func retryAfter(_ wait: Duration) -> Int { min(seconds(wait), 60) }

  /// Rounded up, at least one: a client that comes back too early is refused again.
  private static func seconds(_ wait: Duration) -> Int {
    max(1, Int((wait / .seconds(1)).rounded(.up)))
  }
}

extension Int {
  /// What is used with what is reserved; a service may have told any number.
  fileprivate func addingReserved(_ reserved: Int) -> Int { Swift.min(self, 1 << 60) + reserved }
}
