package import FoundationEssentials
import Wire

/// A token that opens the API for a while, and what the org said when it gave it out.
package struct AccessToken: Sendable, Hashable {
  /// As it is sent.
  package let text: String
  /// What the token says of itself; `nil` for one that is no JSON Web Token. Read once, for a server looks at it with
  /// every request.
  package let claims: TokenClaims?
  /// When it reached us.
  package let received: Date
  /// When the org gave it out.
  package let issued: Date
  /// From the token's `exp`, else half an hour after it was issued, the documented default.
  package let expiry: Date
  /// The org's own host, where its data APIs are.
  package let instanceURL: String?
  /// Where the org wants its API requests.
  package let apiInstanceURL: String?
  /// The same, where it is an address that may get a token: of Salesforce, over https.
  let apiInstance: BaseURL?
  /// Scopes, separated by spaces.
  package let scope: String?
  /// `https://login.salesforce.com/id/<org>/<user>`.
  package let identity: String?

  /// Whether our clock or the org's is wrong: when it came it was over already, or not yet to be, by more than five minutes.
  package let contradictsClock: Bool

  /// What the org did not say is taken from the token's own claims.
  ///
  /// - Parameter isNew: whether the org had just made it when it was received; then it lives as long as it would by the
  ///   org's clock, whatever ours says.
  package init(
    _ text: String, received: Date, isNew: Bool = false, instanceURL: String? = nil,
    apiInstanceURL: String? = nil,
    scope: String? = nil, identity: String? = nil
  ) {
    let claims = TokenClaims(text)
    self.text = text
    self.claims = claims
    self.received = received
    contradictsClock = isNew && Self.contradicts(claims, clock: received)
    let life = claims.flatMap { claims in claims.issued.flatMap { claims.expiry?.timeIntervalSince($0) } }
    if contradictsClock, let life {
      (issued, expiry) = (received, received.addingTimeInterval(life))
    } else {
      (issued, expiry) = (claims?.issued ?? received, claims?.expiry ?? received.addingTimeInterval(30 * 60))
    }
    self.instanceURL = instanceURL ?? claims?.issuer
    self.apiInstanceURL = apiInstanceURL
    apiInstance = apiInstanceURL.flatMap(BaseURL.init).flatMap {
      $0.scheme == "https" && $0.isSalesforce ? $0 : nil
    }
    self.scope = scope ?? claims?.scope
    self.identity = identity
  }

  private static func contradicts(_ claims: TokenClaims?, clock now: Date) -> Bool {
    guard let issued = claims?.issued, let expiry = claims?.expiry else { return false }
    return now.timeIntervalSince(expiry) > 5 * 60 || issued.timeIntervalSince(now) > 5 * 60
  }

  /// A session id (`00D…!…`) opens the org's own host only; at the API it looks like an address that does not exist.
  package var isSessionID: Bool {
    claims == nil && text.hasPrefix("00D") && text.utf8.contains(UInt8(ascii: "!"))
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
