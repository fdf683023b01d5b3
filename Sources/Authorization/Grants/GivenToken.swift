package import FoundationEssentials

/// A token that somebody else fetched and handed over, for example in `SFMODELS_ACCESS_TOKEN`.
package struct GivenToken: TokenSource {
  private let text: String
  private let now: @Sendable () -> Date

  /// - Parameter now: when it reached us.
  package init(_ text: String, now: @escaping @Sendable () -> Date) {
    self.text = text
    self.now = now
  }

  /// - Throws: ``AuthorizationFailure/opaqueToken`` for a session id.
  package func token() async throws -> AccessToken {
    let token = AccessToken(text, received: now())
    guard !token.isSessionID else { throw AuthorizationFailure.opaqueToken }
    return token
  }
}
