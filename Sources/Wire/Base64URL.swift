package import FoundationEssentials

/// The alphabet of JSON Web Tokens and PKCE: base64 with `-` and `_`, without padding (RFC 4648 §5).
package enum Base64URL {
  package static func encode(_ data: some DataProtocol) -> String {
    Data(data).base64EncodedString()
      .replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
  }

  package static func decode(_ text: some StringProtocol) -> [UInt8]? {
    let plain = String(text).replacing("-", with: "+").replacing("_", with: "/")
    let padding = String(repeating: "=", count: (4 - plain.utf8.count % 4) % 4)
    return Data(base64Encoded: plain + padding).map(Array.init)
  }
}
