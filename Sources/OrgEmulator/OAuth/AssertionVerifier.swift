import Digest
import FoundationEssentials
import Wire

/// Looks at the statement of the JWT bearer flow as an org does: who made it, for whom, for how long, and with which
/// key (RFC 7523 §3).
///
/// Source: Salesforce Help, "OAuth 2.0 JWT Bearer Flow for Server-to-Server Integration".
struct AssertionVerifier: Sendable {
  /// "The validity must be a timestamp within 3 minutes."
  private static let longestLife = 180.0
  private static let loginHosts = ["https://login.salesforce.com", "https://test.salesforce.com"]

  let configuration: Org.Configuration

  /// What a statement says that was found good.
  struct Claims {
    var clientID: String
    var username: String
  }

  /// - Parameter origin: the org's own address.
  func claims(of assertion: String, at origin: String) throws(OAuthError) -> Claims {
    let parts = assertion.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 3, let header = Self.object(parts[0]), let payload = Self.object(parts[1]),
      let signature = Base64URL.decode(parts[2]), header["alg"]?.string == "RS256"
    else { throw OAuthError(.invalidAssertion) }
    guard let issuer = payload["iss"]?.string, !issuer.isEmpty else { throw OAuthError(.unknownClient) }
    try check(signature, under: "\(parts[0]).\(parts[1])")
    try checkAudience(payload["aud"], origin)
    try checkLife(payload["exp"]?.double)
    guard let user = payload["sub"]?.string, user.contains("@") else { throw OAuthError(.notConsented) }
    return Claims(clientID: issuer, username: user)
  }

  private func check(_ signature: [UInt8], under text: String) throws(OAuthError) {
    // An app without a certificate knows nobody's signature.
    guard let key = configuration.certificate,
      (try? RSASignature.isValid(signature, under: Array(text.utf8), byKey: key)) == true
    else { throw OAuthError(.invalidAssertion) }
  }

  private func checkAudience(_ audience: JSONValue?, _ origin: String) throws(OAuthError) {
    let named = audience?.string.map { [$0] } ?? audience?.array?.compactMap(\.string) ?? []
    var known = Self.loginHosts + [origin]
    if case .fixed(let url) = configuration.instanceURL { known.append(url) }
    guard named.contains(where: known.contains) else { throw OAuthError(.wrongAudience) }
  }

  private func checkLife(_ end: Double?) throws(OAuthError) {
    let now = configuration.now().timeIntervalSince1970
    guard let end, end > now, end <= now + Self.longestLife else {
      throw OAuthError(error: "invalid_grant", "expired authorization code")
    }
  }

  private static func object(_ part: Substring) -> JSONValue? {
    let json = Base64URL.decode(part).flatMap { try? JSONValue(decoding: $0) }
    return json?.object == nil ? nil : json
  }
}
