import Authorization
import Testing

/// The org's refusals and what they mean.
struct OAuthRefusalTests {
  @Test(
    arguments: [
      // As seen in the world.
      ("invalid_client_id", "client identifier invalid", .unknownClient),
      ("invalid_client", "invalid client credentials", .wrongSecret),
      ("invalid_grant", "request not supported on this domain", .notMyDomain),
      ("invalid_grant", "no client credentials user enabled", .noRunAsUser),
      ("invalid_grant", "no valid scopes defined", .noScopes),
      ("unsupported_grant_type", "grant type not supported", .flowNotEnabled),
      ("invalid_grant", "user is not admin approved to access this app", .notApproved),
      ("invalid_app_access", "user is not admin approved to access this app", .notApproved),
      ("invalid_grant", "user hasn't approved this consumer", .consentMissing),
      ("invalid_grant", "Audience validation failed", .wrongAudience),
      ("invalid_grant", "expired access/refresh token", .expiredGrant),
      ("invalid_grant", "authentication failure", .loginFailed),
      ("inactive_user", "user is inactive", .inactiveUser), ("inactive_org", "org is locked", .inactiveOrg),
      ("rate_limit_exceeded", "too many logins", .rateLimited),
      ("unsupported_response_type", "response type not supported", .unsupportedResponse),
      ("invalid_request", "missing parameter", .invalidRequest),
      ("redirect_uri_mismatch", "redirect_uri must match configuration", .redirectMismatch),
      ("invalid_scope", "the requested scope is not allowed", .invalidScope),
      ("access_denied", "end-user denied authorization", .denied), ("access_denied", nil, .denied),
      ("invalid_grant", "invalid assertion", .wrongSignature),
      ("invalid_grant", "invalid code verifier", .badCode),
      ("invalid_request", "missing code verifier", .badCode),
      ("invalid_grant", "invalid authorization code", .badCode),
      // Other wordings.
      ("INVALID_CLIENT_ID", "Client Identifier Invalid", .unknownClient),
      ("invalid_client", "client identifier invalid", .unknownClient),
      ("invalid_client", "Invalid client credentials: check the secret", .wrongSecret),
      ("invalid_grant", "invalid client credentials", .wrongSecret), ("invalid_client", nil, .wrongSecret),
      ("invalid_grant", "Request not supported on this domain.", .notMyDomain),
      ("unsupported_grant_type", nil, .flowNotEnabled),
      ("invalid_request", "grant type not supported", .flowNotEnabled),
      ("invalid_grant", "User hasn\u{2019}t approved this consumer", .consentMissing),
      ("invalid_grant", "expired authorization code", .expiredGrant),
      ("invalid_client", "the secret has expired", .wrongSecret),
      ("invalid_grant", nil, .other), ("invalid_grant", "", .other), ("something_new", "of tomorrow", .other),
    ] as [(String, String?, OAuthRefusal.Cause)])
  func meansOneCause(_ error: String, _ description: String?, _ cause: OAuthRefusal.Cause) {
    #expect(OAuthRefusal(error: error, description: description).cause == cause)
  }

  @Test(
    arguments: [
      (#"{"error":"a","error_description":"b"}"#, OAuthRefusal(error: "a", description: "b")),
      (#"{"error":"a","error_description":null}"#, OAuthRefusal(error: "a", description: nil)),
      (#"{"error":{"message":"b"}}"#, nil), (#"{"error":null}"#, nil), ("{}", nil), ("[]", nil), ("", nil),
      ("<html>", nil),
    ] as [(String, OAuthRefusal?)])
  func isReadFromItsBody(_ body: String, _ refusal: OAuthRefusal?) {
    #expect(OAuthRefusal(Array(body.utf8)) == refusal)
  }
}
