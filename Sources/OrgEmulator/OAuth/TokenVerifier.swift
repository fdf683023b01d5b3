import FoundationEssentials
import HTTPTypes

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

extension TokenVerifier {
  /// Checks the token of a request to the API platform.
  func checkToken(_ incoming: IncomingRequest) async throws(ErrorResponse) {
    guard let token = incoming.bearer else { throw .documented(.unauthorized) }
    // The platform cannot tell the org of a token that is no JWT, and finds nothing for it.
    guard !TokenVerifier.isOpaque(token) else { throw ErrorResponse(status: .notFound, form: .empty) }
    guard let facts = await facts(of: token), facts.opensPlatform else { throw .documented(.unauthorized) }
  }

  /// Counts a request against the rate limit of an endpoint.
  func checkLimit(at endpoint: String) async throws(ErrorResponse) {
    guard let wait = await state.wait(at: endpoint, now: now()) else { return }
    var refusal = ErrorResponse.documented(.tooManyRequests)
    refusal.retryAfter = wait
    throw refusal
  }
}
