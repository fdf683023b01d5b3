package import Wire

/// Why another model is asked in a model's place.
package enum FallbackReason: String, Hashable, Sendable, CaseIterable {
  /// Too many requests.
  case throttled
  /// The service is not there for it, fails, or does not answer in time.
  case unavailable
  /// There is no such model here, it may not be asked, or, standing in for another, does not take such a request.
  case refused
  /// It has failed several times in a row, and was not asked.
  case resting

  /// Why an attempt that ended in this error is a reason to ask another model.
  ///
  /// - Parameter standsIn: whether the model was asked in another's place, which had found no fault with the request: what
  ///   it refuses is too much for it alone.
  /// - Returns: `nil` for a request that is itself at fault, for what would be said of every model, and for an error that
  ///   is none of an exchange.
  package init?(_ error: any Error, standsIn: Bool = false) {
    guard let failure = RetriesExhausted.lastFailure(of: error) else { return nil }
    switch failure.failureClass {
    case .rejected, .tooLarge, .clientError:
      guard standsIn else { return nil }
      self = .refused
    default: self.init(failure.failureClass)
    }
  }

  /// `nil` for a failure that is none of the model's.
  package init?(_ failureClass: FailureClass) {
    switch failureClass {
    case .throttled: self = .throttled
    case .busy, .unavailable, .internalError, .serverError, .unreachable, .connectTimedOut, .cutOff,
      .timedOut:
      self = .unavailable
    case .forbidden, .notFound: self = .refused
    // The request's own fault, or the same whichever model is asked: the org's limit, its credentials, the way there.
    case .rejected, .tooLarge, .clientError, .redirected, .unauthorized, .quota, .unknownHost,
      .untrustedCertificate, .malformed, .notSent:
      return nil
    }
  }

  /// Whether it is a failure after which a model may need rest; a refusal is none.
  var countsAsFailure: Bool { self == .throttled || self == .unavailable }
}
