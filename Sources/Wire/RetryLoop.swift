/// Repeats an attempt for as long as its policy says so.
package struct RetryLoop: Sendable {
  /// Which failures are worth another attempt, and after which pauses.
  package var policy: RetryPolicy
  private let pause: @Sendable (Duration) async throws -> Void
  private let announce: @Sendable (any ClassifiedError, Duration) -> Void

  /// - Parameters:
  ///   - pause: waits; injected so that tests need not.
  ///   - announce: is told before each pause why there is one.
  package init(
    _ policy: RetryPolicy,
    pause: @escaping @Sendable (Duration) async throws -> Void,
    announce: @escaping @Sendable (any ClassifiedError, Duration) -> Void = { _, _ in }
  ) {
    self.policy = policy
    self.pause = pause
    self.announce = announce
  }

  /// The same loop, of whose further attempts an onlooker is told, before each of them.
  package func observed(by onlooker: @escaping @Sendable () -> Void) -> RetryLoop {
    guard policy.backoff.retries > 0 else { return self }
    return RetryLoop(policy, pause: pause) { [announce] failure, wait in
      onlooker()
      announce(failure, wait)
    }
  }

  /// The same loop, which does not wait for a service that asks for more than this.
  package func waitingAtMost(_ time: Duration) -> RetryLoop {
    var loop = self
    loop.policy.backoff.longestRetryAfter = min(time, policy.backoff.longestRetryAfter)
    return loop
  }

  /// The attempt's result; only what is a ``ClassifiedError`` can be tried again.
  ///
  /// - Parameter isRepeatable: whether the request does no harm when it reaches the service twice.
  /// - Throws: the last attempt's error, inside ``RetriesExhausted`` where there were several attempts.
  package func perform<Result>(
    isRepeatable: Bool = true, _ attempt: () async throws -> Result
  ) async throws -> Result {
    var count = 1
    while true {
      do {
        return try await attempt()
      } catch {
        guard let failure = error as? any ClassifiedError, let wait = wait(on: failure, count, isRepeatable)
        else {
          // An attempt that itself gave up after several tells more than our count does.
          let isCounted = count == 1 || error is RetriesExhausted
          throw isCounted ? error : RetriesExhausted(attempts: count, last: error)
        }
        announce(failure, wait)
        try await pause(wait)
        count += 1
      }
    }
  }

  private func wait(on failure: any ClassifiedError, _ attempt: Int, _ isRepeatable: Bool) -> Duration? {
    let wait = policy.pause(
      on: failure, attempt: attempt, isRepeatable: isRepeatable, jitter: .random(in: 0..<1))
    // Behind the wait no time would be left to ask.
    if let wait, let deadline = ExchangeLimit.deadline, deadline.left <= wait { return nil }
    return wait
  }
}

/// An error that several attempts did not overcome; never one inside another.
package struct RetriesExhausted: Error {
  /// How many were made, at least 2.
  package let attempts: Int
  /// The error of the last attempt.
  package let last: any Error

  /// What ended the last exchange, however many attempts were made; `nil` for an error of another kind.
  package static func lastFailure(of error: any Error) -> (any ClassifiedError)? {
    ((error as? RetriesExhausted)?.last ?? error) as? any ClassifiedError
  }
}
