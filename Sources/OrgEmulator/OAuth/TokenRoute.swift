import FoundationEssentials
import HTTPTypes
import Wire

/// `POST /services/oauth2/token`: exchanges an app's credentials for an access token.
///
/// Source: Salesforce Help, "OAuth 2.0 Client Credentials Flow for Server-to-Server Integration"; the answer
/// as in the Agent API guide's sample: no `expires_in`, `issued_at` a string of milliseconds.
struct TokenRoute: Sendable {
  let configuration: Org.Configuration
  let apps: ClientRegistry
  let issuer: TokenIssuer

  func answer(_ incoming: IncomingRequest) async -> HTTPReply {
    do throws(OAuthError) {
      return .oauth(.ok, try grant(OAuthForm(incoming), to: incoming))
    } catch {
      return error.reply
    }
  }

  private func grant(_ form: OAuthForm, to incoming: IncomingRequest) throws(OAuthError) -> JSONValue {
    if let refusal = configuration.oauthRefusal { throw OAuthError(refusal) }
    guard let grantType = form["grant_type"] else {
      throw .invalidRequest("missing required parameter: grant_type")
    }
    guard grantType == "client_credentials" else { throw OAuthError(.grantTypeOff) }
    let client = try form.credentials()
    try apps.admit(client)
    return answer(to: client.clientID, incoming)
  }

  private func answer(to clientID: String, _ incoming: IncomingRequest) -> JSONValue {
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
    return .object(answer)
  }

  private func address(_ address: Org.Configuration.Address, _ incoming: IncomingRequest) -> String? {
    switch address {
    case .requested: incoming.origin
    case .absent: nil
    case .fixed(let url): url
    }
  }
}
