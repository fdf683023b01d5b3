/// Why an attempt failed, as far as trying again is concerned.
package enum RetryCause: Equatable, Sendable {
  case status(Int, retryAfter: Duration?)
  case failure(HTTPFailure)
}

/// Answers whether, and after which pause, a failed attempt is worth repeating; it does not repeat anything itself.
package struct RetryPolicy: Sendable, Equatable {
  package enum Verdict: Equatable, Sendable {
    case again(after: Duration)
    case no
  }

  /// How many attempts may follow the first.
  package var retries: Int
  /// The pause before the second attempt, before jitter; it doubles with each further one.
  package var firstPause: Duration = .milliseconds(500)
  package var longestPause: Duration = .seconds(30)
  /// A service that asks for a longer wait than this is not waited for.
  package var longestRetryAfter: Duration = .seconds(120)

  package init(retries: Int = 3) {
    self.retries = retries
  }

  /// - Parameters:
  ///   - attempt: how many attempts were made, at least 1.
  ///   - isRepeatable: whether the request does no harm when it reaches the service twice.
  ///   - jitter: 0..<1; spreads the pauses of clients that failed together.
  package func verdict(
    on cause: RetryCause, attempt: Int, isRepeatable: Bool, jitter: Double
  ) -> Verdict {
    guard attempt <= retries, Self.isTransient(cause, isRepeatable: isRepeatable) else { return .no }
    if case .status(_, let wait?) = cause {
      return wait <= longestRetryAfter ? .again(after: wait + firstPause * (jitter / 2)) : .no
    }
    let doubled = firstPause * (1 << min(attempt - 1, 16))
    return .again(after: min(doubled, longestPause) * (0.5 + jitter / 2))
  }

  private static func isTransient(_ cause: RetryCause, isRepeatable: Bool) -> Bool {
    switch cause {
    case .status(let status, _):
      [423, 429, 502, 503, 504].contains(status) || (status == 500 && isRepeatable)
    case .failure(let failure):
      failure.isBeforeSending ? failure.mayPass : isRepeatable && failure.reason == .closed
    }
  }
}
