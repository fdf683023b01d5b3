import FoundationEssentials
import HTTPTypes
import Wire

/// `POST /services/oauth2/token`: exchanges an app's credentials for an access token.
///
/// Source: Salesforce Help, "OAuth 2.0 Client Credentials Flow for Server-to-Server Integration"; the answer
/// as in the Agent API guide's sample: no `expires_in`, `issued_at` a string of milliseconds.
struct TokenEndpoint: Sendable {
  let configuration: Org.Configuration
  let apps: AppRegister
  let mint: TokenMint

  func answer(_ visit: Visit) async -> HTTPReply {
    do throws(OAuthError) {
      return .oauth(.ok, try grant(OAuthForm(visit), to: visit))
    } catch {
      return error.reply
    }
  }

  private func grant(_ form: OAuthForm, to visit: Visit) throws(OAuthError) -> JSONValue {
    if let refusal = configuration.oauthRefusal { throw OAuthError(refusal) }
    guard let grantType = form["grant_type"] else {
      throw .invalidRequest("missing required parameter: grant_type")
    }
    guard grantType == "client_credentials" else { throw OAuthError(.grantTypeOff) }
    let client = try form.credentials()
    try apps.admit(client)
    return answer(to: client.clientID, visit)
  }

  private func answer(to clientID: String, _ visit: Visit) -> JSONValue {
    let now = configuration.now()
    let instance = address(configuration.instanceURL, visit)
    let apiInstance = address(configuration.apiInstanceURL, visit)
    let token = mint.token(
      TokenRequest(
        clientID: clientID, issuer: instance ?? visit.origin, apiInstance: apiInstance, now: now,
        lifetime: configuration.tokenLifetime, serial: visit.number))
    let issuedAt = String(Int64(now.timeIntervalSince1970 * 1000))
    var answer: JSONObject = [
      "access_token": .string(token.text),
      "signature": .string(mint.stamp(Identity.url + issuedAt)),
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
    return .object(answer)
  }

  private func address(_ address: Org.Configuration.Address, _ visit: Visit) -> String? {
    switch address {
    case .requested: visit.origin
    case .absent: nil
    case .fixed(let url): url
    }
  }
}
