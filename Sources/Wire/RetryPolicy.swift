/// Answers whether, and after which pause, a failed attempt is worth repeating; it does not repeat anything itself.
package struct RetryPolicy: Sendable, Equatable {
  /// How often, and after which pauses.
  package var backoff: Backoff

  /// - Parameter retries: how many attempts may follow the first.
  package init(retries: Int = 3) {
    backoff = Backoff(retries: retries)
  }

  /// The pause before the next attempt; `nil` when there should be none.
  ///
  /// - Parameters:
  ///   - attempt: how many attempts were made, at least 1.
  ///   - isRepeatable: whether the request does no harm when it reaches the service twice.
  ///   - jitter: 0..<1; spreads the pauses of clients that failed together.
  package func pause(
    on failure: any ClassifiedError, attempt: Int, isRepeatable: Bool, jitter: Double
  ) -> Duration? {
    guard failure.failureClass.isWorthRepeating(isRepeatable: isRepeatable) else { return nil }
    return backoff.pause(after: attempt, retryAfter: failure.retryAfter, jitter: jitter)
  }
}

extension FailureClass {
  /// Whether the same request may fare better in a moment.
  ///
  /// - Parameter isRepeatable: whether the request does no harm when it reaches the service twice.
  package func isWorthRepeating(isRepeatable: Bool) -> Bool {
    switch self {
    // The service has not begun with it, or has never seen it.
    case .throttled, .busy, .unavailable, .unreachable, .connectTimedOut: true
    // The service may have done it all the same.
    case .internalError, .cutOff: isRepeatable
    case .rejected, .tooLarge, .notFound, .clientError, .redirected, .unauthorized, .forbidden, .quota,
      .serverError,
      .unknownHost, .untrustedCertificate, .timedOut, .malformed, .notSent:
      false
    }
  }
}
