package import FoundationEssentials

/// A token that somebody else fetched and handed over, for example in `SFMODELS_ACCESS_TOKEN`.
package struct GivenToken: TokenSource {
  private let text: String
  private let isKept: Bool
  private let now: @Sendable () -> Date

  /// - Parameters:
  ///   - isKept: whether it was handed over before, and may have ended since.
  ///   - now: when it reached us.
  package init(_ text: String, isKept: Bool = false, now: @escaping @Sendable () -> Date) {
    self.text = text
    self.isKept = isKept
    self.now = now
  }

  /// - Throws: ``AuthorizationFailure/opaqueToken`` for a session id, ``AuthorizationFailure/endedToken(_:)`` for a kept
  ///   token whose time is over.
  package func token() async throws -> AccessToken {
    let token = AccessToken(text, received: now())
    guard !token.isSessionID else { throw AuthorizationFailure.opaqueToken }
    guard !isKept || token.isAlive(at: now()) else { throw AuthorizationFailure.endedToken(token.expiry) }
    return token
  }
}
