import Wire

/// The OAuth grant of a person who has signed in with the browser: a code that is good once, and soon over.
package struct AuthorizationCode: Sendable {
  private let endpoint: TokenEndpoint
  private let request: AuthorizationRequest
  private let secret: String?

  /// - Parameter secret: of an app that wants one from programs that can show none of the user's.
  package init(_ endpoint: TokenEndpoint, _ request: AuthorizationRequest, secret: String?) {
    self.endpoint = endpoint
    self.request = request
    self.secret = secret
  }

  /// The tokens for a code.
  ///
  /// - Throws: ``AuthorizationFailure``, inside `RetriesExhausted` where there were several attempts.
  package func answer(for code: String) async throws -> TokenAnswer {
    var form = FormFields([
      ("grant_type", "authorization_code"), ("code", code), ("client_id", request.clientID),
      ("redirect_uri", request.redirect), ("code_verifier", request.verifier),
    ])
    if let secret { form.fields.append(("client_secret", secret)) }
    return try await endpoint.answer(for: form, isRepeatable: false)
  }
}
