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
  /// The command that should print the secret did not.
  case secretCommandFailed(status: String)
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
}
