import Wire

/// The OAuth grant of a program that a person has let in before (RFC 6749 §6). Where refresh tokens rotate, each is good
/// once and brings the next.
package struct RefreshTokenGrant: TokenSource {
  private let endpoint: TokenEndpoint
  private let clientID: String
  private let secret: @Sendable () async throws -> String?
  private let kept: @Sendable () throws -> String
  private let keep: @Sendable (_ new: String, _ old: String) async -> Void

  /// - Parameters:
  ///   - secret: of an app that wants one.
  ///   - kept: the refresh token as it is kept now.
  ///   - keep: puts a new one in the place of the one that it came for.
  package init(
    _ endpoint: TokenEndpoint, clientID: String, secret: @escaping @Sendable () async throws -> String?,
    kept: @escaping @Sendable () throws -> String,
    keep: @escaping @Sendable (_ new: String, _ old: String) async -> Void
  ) {
    self.endpoint = endpoint
    self.clientID = clientID
    self.secret = secret
    self.kept = kept
    self.keep = keep
  }

  /// - Throws: ``AuthorizationFailure``, inside `RetriesExhausted` where there were several attempts; what the closures
  ///   throw.
  package func token() async throws -> AccessToken {
    let token = try kept()
    do {
      return try await accessToken(for: token)
    } catch {
      // Another process may have used it up meanwhile, and kept the next.
      guard case .refused = RetriesExhausted.lastFailure(of: error) as? AuthorizationFailure,
        case let next = try kept(), next != token
      else { throw error }
      return try await accessToken(for: next)
    }
  }

  private func accessToken(for token: String) async throws -> AccessToken {
    var form = FormFields([
      ("grant_type", "refresh_token"), ("refresh_token", token), ("client_id", clientID),
    ])
    if let secret = try await secret() { form.fields.append(("client_secret", secret)) }
    let answer = try await endpoint.answer(for: form)
    if let next = answer.refreshToken, next != token { await keep(next, token) }
    return answer.token
  }
}
