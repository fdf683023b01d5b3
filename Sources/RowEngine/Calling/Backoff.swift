/// Answers how long to wait before a failed request is made again, and when that has been done often enough.
package struct Backoff: Hashable, Sendable {
  /// How many attempts may follow the first while the service has answered nothing at all.
  package var retries: Int
  /// The pause before the second attempt, before jitter; it doubles with each further one.
  package var firstPause: Duration = .milliseconds(250)
  package var longestPause: Duration = .seconds(30)
  /// A service that asks for a longer wait than this is not waited for.
  package var longestAsked: Duration = .seconds(120)

  package init(retries: Int) { self.retries = retries }

  /// - Parameters:
  ///   - attempt: how many were made, at least 1.
  ///   - isTrusted: whether the service has answered others; such a one deserves twice the patience.
  ///   - jitter: 0..<1.
  /// - Returns: `nil` when it is enough.
  package func pause(
    after attempt: Int, asked: Duration?, isTrusted: Bool, jitter: Double
  ) -> Duration? {
    guard attempt <= (isTrusted ? 2 * retries : retries) else { return nil }
    if let asked { return asked <= longestAsked ? asked + firstPause * (jitter / 2) : nil }
    let doubled = firstPause * (1 << min(attempt - 1, 16))
    return min(doubled, longestPause) * (0.5 + jitter / 2)
  }
}
