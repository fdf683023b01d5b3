import Digest
import FoundationEssentials
package import Wire

/// One sign-in in the browser: what the org is asked, and what may come back (RFC 6749 §4.1, RFC 7636, RFC 8252).
///
/// Source: Salesforce Help, "OAuth 2.0 Web Server Flow for Web App Integration".
package struct AuthorizationRequest: Sendable {
  /// The app's consumer key.
  package let clientID: String
  /// Where the browser is sent afterwards; the app must have the same to the letter.
  package let redirect: String
  /// What only this program knows, and shows when it fetches the tokens.
  let verifier: String
  private let state: String
  private let domain: BaseURL

  /// - Parameter random: 64 bytes that nobody can guess.
  package init(to domain: BaseURL, clientID: String, redirect: String, random: [UInt8]) {
    self.domain = domain
    self.clientID = clientID
    self.redirect = redirect
    verifier = Base64URL.encode(Array(random.prefix(32)))
    state = Base64URL.encode(Array(random.dropFirst(32)))
  }

  /// What the person opens in a browser.
  package var address: String {
    let query = FormFields([
      ("response_type", "code"), ("client_id", clientID), ("redirect_uri", redirect),
      ("scope", "api sfap_api refresh_token"), ("state", state),
      ("code_challenge", Base64URL.encode(SHA256.digest(of: Array(verifier.utf8)))),
      ("code_challenge_method", "S256"),
    ])
    return "\(domain)/services/oauth2/authorize?\(String(decoding: query.bytes, as: UTF8.self))"
  }

  /// The code that the browser brought back.
  ///
  /// - Parameter query: of the address that it was sent to.
  /// - Returns: `nil` for a query that is no answer at all.
  /// - Throws: ``AuthorizationFailure/refused(_:domain:)``, ``AuthorizationFailure/foreignAnswer`` for an answer to
  ///   another request.
  package func code(in query: FormFields) throws(AuthorizationFailure) -> String? {
    try code(in: query, isPasted: false)
  }

  /// What a person brings may be a refusal that lacks the state; who sent the browser here, nobody knows.
  private func code(in query: FormFields, isPasted: Bool) throws(AuthorizationFailure) -> String? {
    let (code, error) = (query["code"], query["error"])
    guard code != nil || error != nil else { return nil }
    let isOurs = query["state"] == state || (isPasted && query["state"] == nil && error != nil)
    guard isOurs else { throw .foreignAnswer }
    if let error {
      throw .refused(OAuthRefusal(error: error, description: query["error_description"]), domain: domain)
    }
    return code.flatMap { $0.isEmpty ? nil : $0 }
  }

  /// The same for the whole address, or the part of it behind the question mark, as people copy it.
  ///
  /// - Returns: `nil` for a text that is no answer at all.
  /// - Throws: As ``code(in:)``.
  package func code(inPasted text: String) throws(AuthorizationFailure) -> String? {
    let query = text.split(separator: "?", maxSplits: 1).last ?? ""
    let bytes = query.prefix { $0 != "#" && !$0.isWhitespace }.utf8
    return try code(in: FormFields(decoding: Array(bytes)), isPasted: true)
  }
}
