import FoundationEssentials
import Wire

/// A JWT-based access token as Salesforce makes it, without its signature.
///
/// Source: Salesforce Help, "JWT-Based Access Tokens": RS256; the tenant stands in the header, the scopes in
/// the payload.
struct JSONWebToken {
  let signingInput: String

  init(_ request: TokenRequest, scope: String, seed: UInt64) {
    let header = Self.header(request)
    let payload = Self.payload(request, scope: scope, seed: seed)
    signingInput = [header, payload].map { Base64URL.encode(Data($0.bytes)) }.joined(separator: ".")
  }

  private static func header(_ request: TokenRequest) -> JSONValue {
    let milliseconds = Int64(request.now.timeIntervalSince1970 * 1000)
    return [
      "tnk": .string(Identity.tenant), "ver": "1.0",
      "kid": .string("CORE_ATJWT.\(Identity.organization).\(milliseconds)"),
      "tty": "sfdc-core-token", "typ": "JWT", "alg": "RS256",
    ]
  }

  private static func payload(_ request: TokenRequest, scope: String, seed: UInt64) -> JSONValue {
    let issued = Int(request.now.timeIntervalSince1970)
    let audience = [request.apiInstance, request.issuer].compactMap(\.self)
    var random = SplitMix64(seed: Fingerprint(seed).adding(issued).adding(request.serial).value)
    return [
      "scp": .string(scope), "aud": .array(audience.map(JSONValue.string)),
      "sub": .string("uid:\(Identity.user)"),
      // Salesforce dates a token back, for clients whose clocks are slow.
      "nbf": JSONValue(issued - 15), "mty": "oauth", "sfi": .string(random.hex(digits: 64)), "roles": [],
      "iss": .string(request.issuer), "hsc": false,
      "exp": JSONValue(issued + Int(request.lifetime.components.seconds)), "iat": JSONValue(issued),
      "client_id": .string(request.clientID), "sfap_op": "EinsteinGenerativeService",
    ]
  }

  /// What the payload of a recognised token says.
  static func facts(of signingInput: String) -> TokenFacts? {
    // Only content that this org signed comes here, so what cannot be read cannot come.
    let parts = signingInput.split(separator: ".")
    guard parts.count == 2, let bytes = Base64URL.decode(parts[1]),
      let payload = try? JSONValue(decoding: bytes),
      let clientID = payload["client_id"]?.string, let scope = payload["scp"]?.string,
      let issued = payload["iat"]?.int, let expires = payload["exp"]?.int
    else { return nil }
    return TokenFacts(isJWT: true, clientID: clientID, scope: scope, issuedAt: issued, expiresAt: expires)
  }
}
