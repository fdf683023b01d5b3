import FoundationEssentials
import Synchronization

/// Holds keys to their limits: what a request will use is reserved by estimate, and settled when it is over.
final class KeyLimiter: Sendable {
  /// By the names of keys, which stay when keys are exchanged.
  private let counters = Mutex<[String: KeyCounter]>([:])
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
  /// - Parameter estimate: tokens that it will use at least.
  func enter(
    _ key: NamedKey, estimate: Int
  ) -> (admission: Result<KeyedRequest, ServerError>, RateLimitStatus) {
    let counter = counter(of: key.name)
    let (refusal, status) = counter.enter(key.limits, estimate: estimate)
    if let refusal { return (.failure(refusal), status) }
    return (.success(KeyedRequest(counter: counter, limits: key.limits, estimate: estimate)), status)
  }

  private func counter(of key: String) -> KeyCounter {
    counters.withLock { counters in
      if let counter = counters[key] { return counter }
      let counter = KeyCounter(store.account(of: key), now: now, elapsed: elapsed)
      counters[key] = counter
      return counter
    }
  }
}
