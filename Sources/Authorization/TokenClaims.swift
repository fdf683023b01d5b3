package import FoundationEssentials
import Wire

/// What a JSON Web Token says of itself. It is read, never verified: that is the service's business.
///
/// Source: Salesforce Help, "JWT-Based Access Tokens"; claims beyond the documented ones as seen in Salesforce's own code.
package struct TokenClaims: Sendable, Hashable {
  /// `exp`: when it ends.
  package var expiry: Date?
  /// `iat`: when it was given out.
  package var issued: Date?
  /// The org's My Domain.
  package var issuer: String?
  /// Scopes, separated by spaces.
  package var scope: String?
  /// `uid:005…`.
  package var subject: String?
  /// `core/<instance>/<18 characters of org id>`.
  package var tenant: String?

  /// - Returns: `nil` unless the text has two dots and a header and payload that are JSON objects.
  package init?(_ token: String) {
    let parts = token.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 3, let header = Self.object(parts[0]), let payload = Self.object(parts[1]) else {
      return nil
    }
    expiry = Self.date(payload["exp"])
    issued = Self.date(payload["iat"])
    issuer = payload["iss"]?.string
    subject = payload["sub"]?.string
    tenant = (header["tnk"] ?? payload["tnk"])?.string
    scope = Self.scopes(payload["scp"] ?? payload["scope"])
  }

  private static func object(_ part: Substring) -> JSONValue? {
    let json = Base64URL.decode(part).flatMap { try? JSONValue(decoding: $0) }
    return json?.object == nil ? nil : json
  }

  private static func date(_ json: JSONValue?) -> Date? {
    json?.timestamp
  }

  /// Scopes come as one string or as an array of strings.
  private static func scopes(_ json: JSONValue?) -> String? {
    json?.string ?? json?.array.map { $0.compactMap(\.string).joined(separator: " ") }
  }
}
