/// Answers how long to wait before a failed request is made again, and when that has been done often enough.
package struct Backoff: Hashable, Sendable {
  /// How many attempts may follow the first.
  package var retries: Int
  /// The pause before the second attempt, before jitter; it doubles with each further one.
  package var firstPause: Duration = .milliseconds(500)
  /// Before jitter.
  package var longestPause: Duration = .seconds(30)
  /// A service that asks for a longer wait than this is not waited for.
  package var longestRetryAfter: Duration = .seconds(120)

  /// A back-off with the usual pauses.
  package init(retries: Int) { self.retries = retries }

  /// The pause before the next attempt; `nil` when it is enough.
  ///
  /// - Parameters:
  ///   - attempt: how many were made, at least 1.
  ///   - retryAfter: what the service asks for, a lower bound.
  ///   - isTrusted: whether the service has answered others; such a one deserves twice the patience.
  ///   - jitter: 0..<1; spreads the pauses of clients that failed together.
  package func pause(
    after attempt: Int, retryAfter: Duration?, isTrusted: Bool = false, jitter: Double
  ) -> Duration? {
    guard attempt <= (isTrusted ? 2 * retries : retries) else { return nil }
    let doubled = firstPause * (1 << min(attempt - 1, 16))
    let pause = min(doubled, longestPause) * (0.5 + jitter / 2)
    guard let retryAfter else { return pause }
    // Those that were told the same time come back spread, and none of them too early.
    return retryAfter <= longestRetryAfter ? max(pause, retryAfter + firstPause * (jitter / 2)) : nil
  }
}
