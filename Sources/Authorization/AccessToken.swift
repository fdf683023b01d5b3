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

  /// What the org did not say is taken from the token's own claims.
  package init(
    _ text: String, received: Date, instanceURL: String? = nil, apiInstanceURL: String? = nil,
    scope: String? = nil, identity: String? = nil
  ) {
    let claims = TokenClaims(text)
    self.text = text
    self.claims = claims
    self.received = received
    issued = claims?.issued ?? received
    expiry = claims?.expiry ?? received.addingTimeInterval(30 * 60)
    self.instanceURL = instanceURL ?? claims?.issuer
    self.apiInstanceURL = apiInstanceURL
    apiInstance = apiInstanceURL.flatMap(BaseURL.init).flatMap {
      $0.scheme == "https" && $0.isSalesforce ? $0 : nil
    }
    self.scope = scope ?? claims?.scope
    self.identity = identity
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
