import FoundationEssentials
import HTTPTypes
import Wire

/// `GET /services/oauth2/authorize`: the page on which a person lets an app in. This person always does, at once.
///
/// Source: Salesforce Help, "OAuth 2.0 Web Server Flow for Web App Integration", with PKCE (RFC 7636) required.
struct AuthorizeRoute: Sendable {
  let configuration: Org.Configuration
  let state: EmulatorState

  func answer(_ incoming: IncomingRequest) async -> HTTPReply {
    guard incoming.method == .get else { return page(.invalidRequest("must use HTTP GET")) }
    let redirect: String
    do throws(OAuthError) {
      redirect = try checkedRedirect(incoming.query)
    } catch {
      // Nobody is sent to an address that is not the app's (RFC 6749 §4.1.2.1).
      return page(error)
    }
    do throws(OAuthError) {
      let code = try await code(for: incoming.query, redirect)
      return self.redirect(to: redirect, [("code", code)], incoming.query["state"])
    } catch {
      let fields = [("error", error.error), ("error_description", error.description)]
      return self.redirect(to: redirect, fields, incoming.query["state"])
    }
  }

  private func checkedRedirect(_ query: FormFields) throws(OAuthError) -> String {
    var names: Set<String> = []
    for field in query.fields where !names.insert(field.name).inserted {
      throw .invalidRequest("repeated parameter: \(field.name)")
    }
    guard let clientID = query["client_id"], !clientID.isEmpty else { throw OAuthError(.unknownClient) }
    if OAuthDenial(clientID: clientID) == .unknownClient { throw OAuthError(.unknownClient) }
    if let app = configuration.credentials, app.clientID != clientID { throw OAuthError(.unknownClient) }
    guard let redirect = query["redirect_uri"], isRegistered(redirect) else {
      throw OAuthError(.redirectMismatch)
    }
    if OAuthDenial(clientID: clientID) == .redirectMismatch { throw OAuthError(.redirectMismatch) }
    return redirect
  }

  /// An app whose callback nobody has named is one of a command-line program (RFC 8252 §7.3).
  private func isRegistered(_ redirect: String) -> Bool {
    if let registered = configuration.callback { return redirect == registered }
    guard let url = URL(string: redirect), url.scheme == "http", url.fragment == nil else { return false }
    return ["localhost", "127.0.0.1", "::1"].contains(url.host)
  }

  private func code(for query: FormFields, _ redirect: String) async throws(OAuthError) -> String {
    let clientID = query["client_id"] ?? ""
    if let refusal = OAuthDenial(clientID: clientID) ?? configuration.oauthRefusal {
      throw OAuthError(refusal)
    }
    guard query["response_type"] == "code" else { throw OAuthError(.responseType) }
    guard let challenge = query["code_challenge"], Self.isChallenge(challenge) else {
      throw .invalidRequest("missing required code challenge")
    }
    guard query["code_challenge_method"] ?? "S256" == "S256" else {
      throw .invalidRequest("code challenge method must be S256")
    }
    let grant = AuthorizationGrant(
      clientID: clientID, redirect: redirect, challenge: challenge, scope: query["scope"] ?? "",
      issued: configuration.now())
    return await state.keep(grant)
  }

  /// A SHA-256 digest in base64url (RFC 7636 §4.2).
  private static func isChallenge(_ text: String) -> Bool {
    text.utf8.count == 43 && Base64URL.decode(text)?.count == 32 && !text.contains { "+/=".contains($0) }
  }

  private func redirect(
    to address: String, _ fields: [(String, String)], _ state: String?
  ) -> HTTPReply {
    let all = fields + (state.map { [("state", $0)] } ?? [])
    let query = String(decoding: FormFields(all.map { (name: $0.0, value: $0.1) }).bytes, as: UTF8.self)
    var reply = HTTPReply(head: HTTPResponse(status: .found))
    reply.head.headerFields[.location] = "\(address)\(address.contains("?") ? "&" : "?")\(query)"
    reply.head.headerFields[.cacheControl] = "no-store"
    return reply
  }

  private func page(_ error: OAuthError) -> HTTPReply {
    HTTPReply(
      .badRequest, contentType: "text/plain; charset=utf-8",
      Array("error=\(error.error)&error_description=\(error.description)\n".utf8))
  }
}
