/// Repeats an attempt for as long as its policy says so.
package struct RetryLoop: Sendable {
  package var policy: RetryPolicy
  private let pause: @Sendable (Duration) async throws -> Void
  private let announce: @Sendable (RetryCause, Duration) -> Void

  /// - Parameters:
  ///   - pause: waits; injected so that tests need not.
  ///   - announce: is told before each pause.
  package init(
    _ policy: RetryPolicy,
    pause: @escaping @Sendable (Duration) async throws -> Void,
    announce: @escaping @Sendable (RetryCause, Duration) -> Void = { _, _ in }
  ) {
    self.policy = policy
    self.pause = pause
    self.announce = announce
  }

  /// The attempt's result.
  ///
  /// - Parameter cause: what an error means for trying again; `nil`: never.
  /// - Throws: the last attempt's error, inside ``RetriesExhausted`` where there were several attempts.
  package func perform<Result>(
    isRepeatable: Bool = true, cause: (any Error) -> RetryCause?, _ attempt: () async throws -> Result
  ) async throws -> Result {
    var count = 1
    while true {
      do {
        return try await attempt()
      } catch {
        guard let cause = cause(error), case .again(let wait) = verdict(cause, count, isRepeatable) else {
          // An attempt that itself gave up after several tells more than our count does.
          let isCounted = count == 1 || error is RetriesExhausted
          throw isCounted ? error : RetriesExhausted(attempts: count, last: error)
        }
        announce(cause, wait)
        try await pause(wait)
        count += 1
      }
    }
  }

  private func verdict(_ cause: RetryCause, _ attempt: Int, _ isRepeatable: Bool) -> RetryPolicy.Verdict {
    policy.verdict(on: cause, attempt: attempt, isRepeatable: isRepeatable, jitter: .random(in: 0..<1))
  }
}

/// An error that several attempts did not overcome.
package struct RetriesExhausted: Error {
  package let attempts: Int
  package let last: any Error
}
