package import FoundationEssentials
package import Wire

/// The OAuth grant of programs that hold a private key: a short statement of who asks for whom, signed with it
/// (RFC 7523 §2.1, §3).
///
/// Source: Salesforce Help, "OAuth 2.0 JWT Bearer Flow for Server-to-Server Integration".
package struct JWTBearer: TokenSource {
  /// How long a statement lives: no more than three minutes are taken, and clocks differ.
  private static let life = 120

  private let endpoint: TokenEndpoint
  private let clientID: String
  private let username: String
  private let now: @Sendable () -> Date
  private let sign: @Sendable ([UInt8]) async throws -> [UInt8]

  /// - Parameters:
  ///   - username: whom the token shall speak for.
  ///   - sign: makes the RS256 signature; is asked only when a token has to be fetched.
  package init(
    _ endpoint: TokenEndpoint, clientID: String, username: String, now: @escaping @Sendable () -> Date,
    sign: @escaping @Sendable ([UInt8]) async throws -> [UInt8]
  ) {
    self.endpoint = endpoint
    self.clientID = clientID
    self.username = username
    self.now = now
    self.sign = sign
  }

  /// - Throws: ``AuthorizationFailure``, inside `RetriesExhausted` where there were several attempts; what `sign` throws.
  package func token() async throws -> AccessToken {
    let form = FormFields([
      ("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer"), ("assertion", try await assertion()),
    ])
    return try await endpoint.token(for: form)
  }

  private func assertion() async throws -> String {
    let header: JSONValue = ["alg": "RS256", "typ": "JWT"]
    let claims: JSONValue = [
      "iss": .string(clientID), "sub": .string(username), "aud": .string(Self.audience(of: endpoint.domain)),
      "exp": JSONValue(Int(now().timeIntervalSince1970) + Self.life),
    ]
    let content = [header, claims].map { Base64URL.encode($0.bytes) }.joined(separator: ".")
    return "\(content).\(Base64URL.encode(try await sign(Array(content.utf8))))"
  }

  /// Whom the statement is made out for: the login host of an org's kind, and on loopback the address itself.
  package static func audience(of domain: BaseURL) -> String {
    if domain.isLoopback { return domain.replacing(path: "").description }
    let labels = domain.host.split(separator: ".")
    // `acme--uat.sandbox.my.salesforce.com`, and before 2023 `acme--uat.my.salesforce.com`.
    let isSandbox =
      labels.contains("sandbox") || labels.contains("scratch") || labels.first?.contains("--") == true
    return isSandbox ? "https://test.salesforce.com" : "https://login.salesforce.com"
  }
}
