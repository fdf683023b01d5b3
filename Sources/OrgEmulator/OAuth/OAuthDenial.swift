/// The ways in which an org is known to refuse a token.
///
/// Each can be tried by signing in with the client id `refuse-NAME`. Sources: Access Models API with REST;
/// Salesforce Help (remoteaccess_oauth_flow_errors); wording for the client credentials flow as guides report
/// it.
package enum OAuthDenial: String, Error, Sendable, CaseIterable {
  case unknownClient = "invalid_client_id"
  case wrongSecret = "wrong-secret"
  case wrongDomain = "domain"
  case noRunAsUser = "no-run-as-user"
  case noScopes = "no-scopes"
  case grantTypeOff = "grant-type"
  case notApproved = "not-approved"
  case noAppAccess = "app-access"
  case notConsented = "not-consented"
  case wrongAudience = "audience"
  case expiredToken = "expired-token"
  case authenticationFailure = "authentication-failure"
  case inactiveUser = "inactive-user"
  case inactiveOrg = "inactive-org"
  case rateLimit = "rate-limit"
  case responseType = "response-type"
  case invalidRequest = "invalid-request"
  case redirectMismatch = "redirect-uri"
  case invalidScope = "scope"
  case accessDenied = "denied"
  case invalidAssertion = "assertion"

  /// The client id that meets this refusal.
  package var clientID: String { "refuse-\(rawValue)" }

  init?(clientID: String) {
    guard clientID.hasPrefix("refuse-") else { return nil }
    self.init(rawValue: String(clientID.dropFirst("refuse-".count)))
  }

  /// The `error` of the answer (RFC 6749 §5.2, and Salesforce's own).
  package var error: String { words.error }
  /// The `error_description` of the answer.
  package var errorDescription: String { words.description }

  private var words: (error: String, description: String) {
    switch self {
    case .unknownClient: ("invalid_client_id", "client identifier invalid")
    case .wrongSecret: ("invalid_client", "invalid client credentials")
    case .wrongDomain: ("invalid_grant", "request not supported on this domain")
    case .noRunAsUser: ("invalid_grant", "no client credentials user enabled")
    case .noScopes: ("invalid_grant", "no valid scopes defined")
    case .grantTypeOff: ("unsupported_grant_type", "grant type not supported")
    case .notApproved: ("invalid_grant", "user is not admin approved to access this app")
    case .noAppAccess: ("invalid_app_access", "user is not admin approved to access this app")
    case .notConsented: ("invalid_grant", "user hasn't approved this consumer")
    case .wrongAudience: ("invalid_grant", "Audience validation failed")
    case .expiredToken: ("invalid_grant", "expired access/refresh token")
    case .authenticationFailure: ("invalid_grant", "authentication failure")
    case .inactiveUser: ("inactive_user", "user is inactive")
    case .inactiveOrg: ("inactive_org", "organization is locked, closed, or suspended")
    case .rateLimit: ("rate_limit_exceeded", "number of login attempts has been exceeded")
    case .responseType: ("unsupported_response_type", "response type not supported")
    case .invalidRequest: ("invalid_request", "HTTPS required")
    case .redirectMismatch: ("redirect_uri_mismatch", "redirect_uri must match configuration")
    case .accessDenied: ("access_denied", "end-user denied authorization")
    case .invalidAssertion: ("invalid_grant", "invalid assertion")
    case .invalidScope: ("invalid_scope", "requested scope is invalid, unknown, or malformed")
    }
  }
}
