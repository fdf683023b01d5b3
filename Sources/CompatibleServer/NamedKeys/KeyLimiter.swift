import FoundationEssentials
import Synchronization

/// Holds keys to their limits: what a request will use is reserved by estimate, and settled when it is over.
final class KeyLimiter: Sendable {
  /// What is known of a key.
  fileprivate struct State {
    var requests = SlidingWindow()
    var tokens = SlidingWindow()
    /// Tokens of requests under way.
    var reserved = 0
    var parallel = 0
  }

  private let states = Mutex<[String: State]>([:])
  private let store: any KeyUsageStore
  private let now: @Sendable () -> Date
  private let elapsed: @Sendable () -> Duration

  /// - Parameters:
  ///   - store: what keys have used on the day so far.
  ///   - elapsed: a clock that nobody sets.
  init(
    _ store: any KeyUsageStore, now: @escaping @Sendable () -> Date,
    elapsed: @escaping @Sendable () -> Duration
  ) {
    self.store = store
    self.now = now
    self.elapsed = elapsed
  }

  /// Lets a request in, or says why not; either way what is left is known afterwards.
  ///
  /// While anything is left of a limit one more request is let in, whatever it will use: what it will use is not known,
  /// and nobody is refused below the limit.
  ///
  /// - Parameter estimate: tokens that it will use at least.
  func enter(_ key: NamedKey, estimate: Int) -> (refusal: ServerError?, RateLimitStatus) {
    let (time, date) = (elapsed(), now())
    let day = key.limits.tokensPerDay.map {
      Day(limit: $0, used: store.tokens(on: UTCDay(date), of: key.name))
    }
    // In its place: a copy of the windows would be made for each request.
    return states.withLock {
      $0[key.name, default: State()].enter(key.limits, day, estimate, at: time, date)
    }
  }

  /// A request is over that was let in.
  ///
  /// - Parameter estimate: what was reserved for it.
  func leave(_ key: NamedKey, estimate: Int, _ usage: KeyUsage, of model: String) {
    let time = elapsed()
    states.withLock { $0[key.name]?.leave(estimate, usage.tokens, at: time) }
    store.add(
      usage, at: KeyUsage.Place(day: UTCDay(now()), key: key.name, model: model),
      isUrgent: key.limits.tokensPerDay != nil)
  }

  /// A day's budget and what is used of it.
  fileprivate struct Day {
    let limit: Int
    let used: Int
  }
}

extension KeyLimiter.State {
  fileprivate mutating func enter(
    _ limits: KeyLimits, _ day: KeyLimiter.Day?, _ estimate: Int, at time: Duration, _ date: Date
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
    _ limits: KeyLimits, _ day: KeyLimiter.Day?, at time: Duration, _ date: Date
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
    _ limits: KeyLimits, _ day: KeyLimiter.Day?, at time: Duration, _ date: Date
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
