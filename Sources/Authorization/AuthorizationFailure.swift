package import FoundationEssentials
package import Wire

/// Why there is no usable token.
package enum AuthorizationFailure: Error, Equatable, Sendable {
  /// The org refused to give out a token.
  case refused(OAuthRefusal, domain: BaseURL)
  /// The token endpoint answered in no way it should.
  case unexpectedAnswer(UnexpectedAnswer, domain: BaseURL)
  case unreachable(HTTPFailure, domain: BaseURL)
  /// The org gave out a session id instead of a JSON Web Token; the API would answer 404 to it.
  case opaqueToken
  /// The token may go neither to this host nor over this scheme.
  case unsafeDestination(BaseURL)
  /// Nobody has named the org's own host; or the org did, and the token may not go there.
  case unknownInstance(named: String?)
  /// The org no longer takes a token that it gave out, and says so.
  case rejectedToken(domain: BaseURL, said: String?)
  /// A token that somebody handed over ended at this time; no other can be had in its place.
  case endedToken(Date)
  /// A token that somebody handed over lacks the scope without which the API refuses it.
  case unscopedToken(scope: String?)
  /// What the browser brought back is no answer to what this program asked.
  case foreignAnswer
  /// The command that should print a secret did not; the setting is where its line is kept.
  case secretCommandFailed(setting: String, status: String)
}

extension AuthorizationFailure: ClassifiedError {
  /// Which kind of failure it is, in the terms that all modules share.
  package var failureClass: FailureClass {
    switch self {
    case .refused(let refusal, _): refusal.cause == .rateLimited ? .quota : .unauthorized
    case .unexpectedAnswer(let answer, _): answer.failureClass
    case .unreachable(let failure, _): failure.failureClass
    case .opaqueToken, .secretCommandFailed, .rejectedToken, .endedToken, .unscopedToken,
      .foreignAnswer:
      .unauthorized
    case .unsafeDestination, .unknownInstance: .notSent
    }
  }

  /// How long the token endpoint wants to be left alone; `nil` where it does not say.
  package var retryAfter: Duration? {
    switch self {
    case .unexpectedAnswer(let answer, _): answer.retryAfter
    case .refused, .unreachable, .opaqueToken, .unsafeDestination, .unknownInstance, .secretCommandFailed,
      .rejectedToken, .endedToken, .unscopedToken, .foreignAnswer:
      nil
    }
  }
}

/// An answer of the token endpoint that is neither a token nor an OAuth error.
package struct UnexpectedAnswer: Equatable, Sendable {
  /// Of HTTP.
  package var status: Int
  /// Where a redirect points.
  package var location: String?
  /// The beginning of what it said.
  package var excerpt: String?
  /// How long to wait, where it says so.
  package var retryAfter: Duration?

  /// - Parameter excerpt: without secrets.
  package init(status: Int, location: String? = nil, excerpt: String? = nil, retryAfter: Duration? = nil) {
    self.status = status
    self.location = location
    self.excerpt = excerpt
    self.retryAfter = retryAfter
  }
  /// What it means: an endpoint that refuses whatever is asked gives nobody a token.
  package var failureClass: FailureClass {
    guard let failure = FailureClass(status: status) else { return .malformed }
    return switch failure {
    case .rejected, .tooLarge, .notFound, .clientError, .unauthorized, .forbidden: .unauthorized
    case .redirected, .throttled, .quota, .busy, .unavailable, .internalError, .serverError, .unknownHost,
      .untrustedCertificate, .unreachable, .connectTimedOut, .cutOff, .timedOut, .malformed, .notSent:
      failure
    }
  }
}
