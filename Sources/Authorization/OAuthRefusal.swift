import Wire

/// The org's words for refusing a token, and which of the known causes they mean.
package struct OAuthRefusal: Equatable, Sendable {
  /// The causes that can be told apart; each has its own way of being mended.
  package enum Cause: Sendable, CaseIterable {
    case unknownClient, wrongSecret, notMyDomain, noRunAsUser, noScopes, flowNotEnabled, notApproved
    case consentMissing, wrongAudience, expiredGrant, loginFailed, inactiveUser, inactiveOrg, rateLimited
    case invalidScope, redirectMismatch, invalidRequest, unsupportedResponse, denied, wrongSignature
    case badCode, other
    /// A statement that says until when it is good came too early or too late.
    case wrongClock
  }

  /// The code of RFC 6749 §5.2, or one of Salesforce's own: `invalid_grant`.
  package var error: String
  /// The org's sentence for people; `nil` where it sent only the code.
  package var description: String?
  /// Which of the known causes they mean.
  package var cause: Cause

  /// - Parameter description: the org's sentence, from which the cause is known where the code says too little.
  package init(error: String, description: String?) {
    self.error = error
    self.description = description
    cause = Self.cause(of: error, (description ?? "").lowercased())
  }

  /// A refusal for a cause, with the words by which it is known.
  package init(exampleOf cause: Cause) {
    let phrase = Self.phrases.first { $0.cause == cause }
    let code = Self.causes.filter { $0.value == cause }.keys.min()
    self.init(
      error: phrase?.error ?? code ?? "invalid_grant", description: phrase.map { "… \($0.phrase) …" })
    self.cause = cause
  }

  /// Reads `{"error": …, "error_description": …}`; `nil` when the body is something else.
  package init?(_ body: [UInt8]) {
    guard let json = try? JSONValue(decoding: body), let error = json["error"]?.string else { return nil }
    self.init(error: error, description: json["error_description"]?.string)
  }

  // The wording varies between releases: the description is searched for what has been stable in it.
  private static func cause(of error: String, _ description: String) -> Cause {
    let error = error.lowercased()
    let phrase = phrases.first { description.contains($0.phrase) && ($0.error == nil || $0.error == error) }
    return phrase?.cause ?? causes[error] ?? .other
  }

  private static let phrases: [(error: String?, phrase: String, cause: Cause)] = [
    (nil, "client identifier invalid", .unknownClient),
    (nil, "invalid client credentials", .wrongSecret),
    (nil, "not supported on this domain", .notMyDomain),
    (nil, "no client credentials user", .noRunAsUser),
    (nil, "no valid scopes", .noScopes),
    (nil, "not admin approved", .notApproved),
    (nil, "approved this consumer", .consentMissing),
    (nil, "audience validation failed", .wrongAudience),
    ("invalid_grant", "invalid assertion", .wrongSignature),
    ("invalid_grant", "code verifier", .badCode),
    ("invalid_grant", "invalid authorization code", .badCode),
    ("invalid_request", "code verifier", .badCode),
    ("invalid_grant", "expired", .expiredGrant),
    ("invalid_grant", "authentication failure", .loginFailed),
    (nil, "grant type not supported", .flowNotEnabled),
  ]

  private static let causes: [String: Cause] = [
    "invalid_client_id": .unknownClient, "invalid_client": .wrongSecret, "invalid_app_access": .notApproved,
    "unsupported_grant_type": .flowNotEnabled, "inactive_user": .inactiveUser, "inactive_org": .inactiveOrg,
    "rate_limit_exceeded": .rateLimited, "invalid_scope": .invalidScope, "invalid_request": .invalidRequest,
    "redirect_uri_mismatch": .redirectMismatch, "unsupported_response_type": .unsupportedResponse,
    "access_denied": .denied,
  ]
}

extension OAuthRefusal.Cause {
  /// Whether the org may say so of a statement that comes too early or too late.
  var mayBeOfTime: Bool {
    switch self {
    case .expiredGrant, .wrongSignature, .other, .wrongClock: true
    case .unknownClient, .wrongSecret, .notMyDomain, .noRunAsUser, .noScopes, .flowNotEnabled, .notApproved,
      .consentMissing, .wrongAudience, .loginFailed, .inactiveUser, .inactiveOrg, .rateLimited, .invalidScope,
      .redirectMismatch, .invalidRequest, .unsupportedResponse, .denied, .badCode:
      false
    }
  }
}
