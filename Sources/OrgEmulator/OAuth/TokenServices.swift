import HTTPTypes
import Wire

/// What an org does with tokens it has issued: revokes them, tells what they are good for and whose they are.
///
/// Source: Salesforce Help, "Revoke OAuth Tokens", "OpenID Connect Token Introspection", "Query for User
/// Information".
struct TokenServices: Sendable {
  let apps: ClientRegistry
  let verifier: TokenVerifier
  let state: EmulatorState

  func revoke(_ incoming: IncomingRequest) async -> HTTPReply {
    do throws(OAuthError) {
      let token = try Self.token(OAuthForm(incoming))
      if await !state.forget(refreshToken: token) {
        guard await verifier.facts(of: token) != nil else {
          throw OAuthError(error: "invalid_token", "invalid token")
        }
        await state.revoke(token)
      }
      return HTTPReply(head: HTTPResponse(status: .ok))
    } catch {
      return error.reply
    }
  }

  func introspect(_ incoming: IncomingRequest) async -> HTTPReply {
    do throws(OAuthError) {
      let form = try OAuthForm(incoming)
      try apps.admit(form.credentials())
      let token = try Self.token(form)
      guard let facts = await verifier.facts(of: token) else { return .oauth(.ok, ["active": false]) }
      return .oauth(.ok, Self.description(of: facts))
    } catch {
      return error.reply
    }
  }

  func userInfo(_ incoming: IncomingRequest) async -> HTTPReply {
    guard let token = incoming.bearer, await verifier.facts(of: token) != nil else {
      return HTTPReply(.forbidden, contentType: "text/plain", Array("Bad_OAuth_Token".utf8))
    }
    return .oauth(
      .ok,
      [
        "sub": .string(Identity.url), "user_id": .string(Identity.user),
        "organization_id": .string(Identity.organization), "preferred_username": .string(Identity.username),
        "nickname": "integration.user", "name": .string(Identity.name), "email": .string(Identity.email),
        "email_verified": true, "active": true, "user_type": "STANDARD", "language": "en_US",
        "locale": "en_US",
        "zoneinfo": "America/Los_Angeles",
        "urls": [
          "rest": .string("\(incoming.origin)/services/data/v{version}/"),
          "custom_domain": .string(incoming.origin),
        ],
      ])
  }

  private static func token(_ form: OAuthForm) throws(OAuthError) -> String {
    guard let token = form["token"] else { throw .invalidRequest("missing required parameter: token") }
    return token
  }

  private static func description(of facts: TokenFacts) -> JSONValue {
    [
      "active": true, "scope": .string(facts.scope), "client_id": .string(facts.clientID),
      "username": .string(Identity.username), "sub": .string(Identity.url), "token_type": "access_token",
      "exp": JSONValue(facts.expiresAt), "iat": JSONValue(facts.issuedAt),
      "nbf": JSONValue(facts.issuedAt - 15),
    ]
  }
}
