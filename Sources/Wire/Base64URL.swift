package import FoundationEssentials

/// The alphabet of JSON Web Tokens and PKCE: base64 with `-` and `_`, without padding (RFC 4648 §5).
package enum Base64URL {
  /// The text without padding.
  package static func encode(_ data: some DataProtocol) -> String {
    Data(data).base64EncodedString()
      .replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
  }

  /// The bytes; `nil` for a text that is not base64url.
  package static func decode(_ text: some StringProtocol) -> [UInt8]? {
    let plain = String(text).replacing("-", with: "+").replacing("_", with: "/")
    let padding = String(repeating: "=", count: (4 - plain.utf8.count % 4) % 4)
    return Data(base64Encoded: plain + padding).map(Array.init)
  }
}
