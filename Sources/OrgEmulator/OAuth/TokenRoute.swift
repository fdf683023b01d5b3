import Digest
import FoundationEssentials
import HTTPTypes
import Wire

/// `POST /services/oauth2/token`: exchanges what a client can show for an access token.
///
/// Sources: Salesforce Help, "OAuth 2.0 Client Credentials Flow for Server-to-Server Integration", "OAuth 2.0 JWT Bearer
/// Flow …", "OAuth 2.0 Web Server Flow …", "OAuth 2.0 Refresh Token Flow …"; the answer as in the Agent API guide's
/// sample: no `expires_in`, `issued_at` a string of milliseconds.
struct TokenRoute: Sendable {
  let configuration: Org.Configuration
  let apps: ClientRegistry
  let issuer: TokenIssuer
  let state: EmulatorState

  func answer(_ incoming: IncomingRequest) async -> HTTPReply {
    do throws(OAuthError) {
      return .oauth(.ok, try await grant(OAuthForm(incoming), to: incoming))
    } catch {
      return error.reply
    }
  }

  private func grant(_ form: OAuthForm, to incoming: IncomingRequest) async throws(OAuthError) -> JSONValue {
    if let refusal = configuration.oauthRefusal { throw OAuthError(refusal) }
    guard let grantType = form["grant_type"] else {
      throw .invalidRequest("missing required parameter: grant_type")
    }
    switch grantType {
    case "client_credentials":
      let client = try form.credentials()
      try apps.admit(client)
      return .object(answer(to: client.clientID, incoming))
    case "urn:ietf:params:oauth:grant-type:jwt-bearer":
      let claims = try AssertionVerifier(configuration: configuration)
        .claims(of: form.required("assertion"), at: incoming.origin)
      try apps.admit(claims.clientID, secret: nil)
      return .object(answer(to: claims.clientID, incoming))
    case "authorization_code": return .object(try await exchange(form, incoming))
    case "refresh_token": return .object(try await refresh(form, incoming))
    default: throw OAuthError(.grantTypeOff)
    }
  }

  /// RFC 6749 §4.1.3, RFC 7636 §4.6.
  private func exchange(_ form: OAuthForm, _ incoming: IncomingRequest) async throws(OAuthError) -> JSONObject
  {
    let client = try form.client()
    try apps.admit(client.id, secret: client.secret)
    // A code is spent by the attempt, whatever comes of it.
    let granted = await state.take(code: try form.required("code"))
    guard let granted, granted.clientID == client.id else {
      throw OAuthError(error: "invalid_grant", "invalid authorization code")
    }
    guard granted.isAlive(at: configuration.now()) else {
      throw OAuthError(error: "invalid_grant", "expired authorization code")
    }
    guard try form.required("redirect_uri") == granted.redirect else { throw OAuthError(.redirectMismatch) }
    guard let verifier = form["code_verifier"], Self.isVerifier(verifier) else {
      throw OAuthError(error: "invalid_grant", "missing or malformed code verifier")
    }
    guard Base64URL.encode(SHA256.digest(of: Array(verifier.utf8))) == granted.challenge else {
      throw OAuthError(error: "invalid_grant", "invalid code verifier")
    }
    var answer = answer(to: client.id, incoming)
    if granted.scope.split(separator: " ").contains(where: {
      ["refresh_token", "offline_access"].contains($0)
    }) {
      let grant = RefreshGrant(clientID: client.id, scope: granted.scope)
      answer["refresh_token"] = .string(await state.keep(grant))
    }
    return answer
  }

  /// From 43 to 128 unreserved characters (RFC 7636 §4.1).
  private static func isVerifier(_ text: String) -> Bool {
    43...128 ~= text.utf8.count
      && text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-._~".contains($0)) }
  }

  /// RFC 6749 §6.
  private func refresh(_ form: OAuthForm, _ incoming: IncomingRequest) async throws(OAuthError) -> JSONObject
  {
    let client = try form.client()
    try apps.admit(client.id, secret: client.secret)
    let token = try form.required("refresh_token")
    guard let granted = await state.grant(of: token), granted.clientID == client.id else {
      throw OAuthError(.expiredToken)
    }
    var answer = answer(to: client.id, incoming)
    // Of two that come with the same token at once, one has it.
    if configuration.rotatesRefreshTokens {
      guard await state.forget(refreshToken: token) else { throw OAuthError(.expiredToken) }
      answer["refresh_token"] = .string(await state.keep(granted))
    }
    return answer
  }

  private func answer(to clientID: String, _ incoming: IncomingRequest) -> JSONObject {
    let now = configuration.now()
    let instance = address(configuration.instanceURL, incoming)
    let apiInstance = address(configuration.apiInstanceURL, incoming)
    let token = issuer.token(
      TokenRequest(
        clientID: clientID, issuer: instance ?? incoming.origin, apiInstance: apiInstance, now: now,
        lifetime: configuration.tokenLifetime, serial: incoming.number))
    let issuedAt = String(Int64(now.timeIntervalSince1970 * 1000))
    var answer: JSONObject = [
      "access_token": .string(token.text),
      "signature": .string(issuer.stamp(Identity.url + issuedAt)),
    ]
    if token.isJWT { answer["token_format"] = "jwt" }
    answer["scope"] = .string(token.scope)
    answer.set("instance_url", instance.map(JSONValue.string))
    answer["id"] = .string(Identity.url)
    answer["token_type"] = "Bearer"
    answer["issued_at"] = .string(issuedAt)
    // An app that issues opaque tokens is not set up for the API platform, and its answers name no host
    // there.
    if token.isJWT { answer.set("api_instance_url", apiInstance.map(JSONValue.string)) }
    return answer
  }

  private func address(_ address: Org.Configuration.Address, _ incoming: IncomingRequest) -> String? {
    switch address {
    case .requested: incoming.origin
    case .absent: nil
    case .fixed(let url): url
    }
  }
}
