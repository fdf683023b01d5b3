import Wire

extension FailureClass {
  /// Whether a job that was asked for in vain is to be asked for again.
  ///
  /// - Parameter hasAnswered: a service that has answered before has no mistyped name, and is what it should be.
  func isWorthPolling(hasAnswered: Bool) -> Bool {
    switch self {
    case .throttled, .busy, .unavailable, .internalError, .serverError, .unreachable, .connectTimedOut,
      .cutOff, .timedOut:
      true
    case .unknownHost, .untrustedCertificate, .malformed: hasAnswered
    case .rejected, .tooLarge, .notFound, .clientError, .redirected, .unauthorized, .forbidden, .quota,
      .notSent:
      false
    }
  }

  /// Whether other jobs may fare better: everything but a refusal of whoever asks.
  var concernsOneJob: Bool {
    switch self {
    case .unauthorized, .forbidden, .quota: false
    case .rejected, .tooLarge, .notFound, .clientError, .redirected, .throttled, .busy, .unavailable,
      .internalError, .serverError, .unknownHost, .untrustedCertificate, .unreachable, .connectTimedOut,
      .cutOff, .timedOut, .malformed, .notSent:
      true
    }
  }
}
