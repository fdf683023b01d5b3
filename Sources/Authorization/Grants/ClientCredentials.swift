import Wire

/// The OAuth grant of programs without a user at hand: a consumer key and its secret, sent as a form.
///
/// Source: Models API Developer Guide, "Access Models API with REST", Step 2.
package struct ClientCredentials: TokenSource {
  private let endpoint: TokenEndpoint
  private let clientID: String
  private let secret: @Sendable () async throws -> String

  /// - Parameter secret: is asked for only when a token has to be fetched.
  package init(
    _ endpoint: TokenEndpoint, clientID: String, secret: @escaping @Sendable () async throws -> String
  ) {
    self.endpoint = endpoint
    self.clientID = clientID
    self.secret = secret
  }

  /// - Throws: ``AuthorizationFailure``, inside `RetriesExhausted` where there were several attempts; what `secret` throws.
  package func token() async throws -> AccessToken {
    let form = FormFields([
      ("grant_type", "client_credentials"), ("client_id", clientID), ("client_secret", try await secret()),
    ])
    return try await endpoint.token(for: form)
  }
}
