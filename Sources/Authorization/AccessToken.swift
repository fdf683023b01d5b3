package import FoundationEssentials

/// A token that opens the API for a while, and what the org said when it gave it out.
package struct AccessToken: Sendable, Hashable {
  package var text: String
  /// When it reached us.
  package var received: Date
  /// When the org gave it out.
  package var issued: Date
  /// From the token's `exp`, else half an hour after it was issued, the documented default.
  package var expiry: Date
  /// The org's own host, where its data APIs are.
  package var instanceURL: String?
  /// Where the org wants its API requests.
  package var apiInstanceURL: String?
  /// Scopes, separated by spaces.
  package var scope: String?
  /// `https://login.salesforce.com/id/<org>/<user>`.
  package var identity: String?

  package init(
    _ text: String, received: Date, instanceURL: String? = nil, apiInstanceURL: String? = nil,
    scope: String? = nil, identity: String? = nil
  ) {
    let claims = TokenClaims(text)
    self.text = text
    self.received = received
    issued = claims?.issued ?? received
    expiry = claims?.expiry ?? received.addingTimeInterval(30 * 60)
    self.instanceURL = instanceURL ?? claims?.issuer
    self.apiInstanceURL = apiInstanceURL
    self.scope = scope ?? claims?.scope
    self.identity = identity
  }

  package var claims: TokenClaims? { TokenClaims(text) }

  /// A session id (`00D…!…`) opens the org's own host only; at the API it looks like an address that does not exist.
  package var isSessionID: Bool {
    text.hasPrefix("00D") && text.contains("!") && claims == nil
  }

  /// Whether it will live for `margin` seconds more.
  package func isAlive(at now: Date, for margin: TimeInterval = 0) -> Bool {
    expiry.timeIntervalSince(now) > margin
  }

  /// Whether it is too early to ask for another: that begins at a tenth of its life, at most five minutes, before its end.
  package func isFresh(at now: Date) -> Bool {
    isAlive(at: now, for: max(0, min(5 * 60, expiry.timeIntervalSince(issued) / 10)))
  }
}
