import FoundationEssentials

/// What a person has granted an app in the browser, until the app fetches its tokens for it (RFC 6749 §4.1).
struct AuthorizationGrant: Sendable {
  var clientID: String
  /// Must be the same again when the code is exchanged.
  var redirect: String
  /// PKCE's S256 challenge (RFC 7636 §4.3).
  var challenge: String
  var scope: String
  var issued: Date

  /// "The authorization code expires after 15 minutes"; RFC 6749 §4.1.2 recommends ten.
  func isAlive(at now: Date) -> Bool { now.timeIntervalSince(issued) < 10 * 60 }
}

/// What gets an app further tokens without the person.
struct RefreshGrant: Sendable {
  var clientID: String
  var scope: String
}
