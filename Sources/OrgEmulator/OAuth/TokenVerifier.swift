import FoundationEssentials

/// Tells good tokens from bad ones: known to the issuer, not expired, not revoked.
struct TokenVerifier: Sendable {
  let issuer: TokenIssuer
  let state: EmulatorState
  let now: @Sendable () -> Date

  /// What a good token says; `nil` for any other.
  func facts(of token: String) async -> TokenFacts? {
    guard let facts = await state.facts(of: token, from: issuer),
      now().timeIntervalSince1970 < Double(facts.expiresAt)
    else { return nil }
    return facts
  }

  /// Whether this is a session id and no JWT, known or not.
  static func isOpaque(_ token: String) -> Bool {
    token.hasPrefix("00D") && token.contains("!")
  }
}
