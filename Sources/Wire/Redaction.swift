package import HTTPTypes
import Synchronization

/// Takes secrets out of whatever is about to be shown to a person or written to a log.
///
/// Secrets are known by their place (names of headers, form fields and JSON members), by their shape (a JSON Web
/// Token), and by their value once somebody has called ``remember(_:)``.
package final class Redaction: Sendable {
  /// What stands in a secret's place.
  package static let mark = "***"

  private static let authorizations: Set<String> = ["authorization", "proxy-authorization"]
  private static let headers: Set<String> = ["api-key", "cookie", "set-cookie", "x-api-key"]
  private static let addresses: Set<String> = ["content-location", "location"]

  private let values = Mutex(SecretValues())

  /// Knows secrets by place and shape, and no values yet.
  package init() {}

  /// Hides this value wherever it appears from now on. Very short values are left alone: they would maim every text.
  package func remember(_ secret: String) {
    guard secret.utf8.count >= 4 else { return }
    values.withLock { values in
      let spellings = Self.spellings(of: secret)
      values.spellings.formUnion(spellings)
      // What stands in base64 may be written in any of these ways before: RFC 6749 §2.3.1 has forms in it.
      for spelling in spellings { values.base64.formUnion(Base64Secret.pieces(of: spelling)) }
    }
  }

  /// Whether a form field of this name holds a secret.
  package func isSecret(field name: String) -> Bool {
    SecretNames.inForms.contains(name.lowercased())
  }

  /// The header's value, or for a secret one a mark: `Bearer ***`.
  package func value(of field: HTTPField) -> String {
    let name = field.name.canonicalName
    if Self.headers.contains(name) { return Self.mark }
    if Self.addresses.contains(name) { return text(RedirectAddress(field.value).redacted) }
    guard Self.authorizations.contains(name) else { return text(field.value) }
    let words = field.value.split(separator: " ", maxSplits: 1)
    return words.count == 2 ? "\(words[0]) \(Self.mark)" : Self.mark
  }

  /// The text without remembered values, JSON Web Tokens, secret JSON members, and what follows `Bearer` or `API_KEY`.
  package func text(_ text: String) -> String {
    let bytes = Array(text.utf8)
    let secrets = SecretSearch(bytes).ranges(of: values.withLock { $0 })
    var shown: [UInt8] = []
    var position = 0
    for secret in secrets.ranges {
      shown += bytes[position..<secret.lowerBound] + Self.mark.utf8
      position = secret.upperBound
    }
    return String(decoding: shown + bytes[position...], as: UTF8.self)
  }

  /// The ways in which the value may stand in a text, a JSON string, a form or a URL.
  private static func spellings(of secret: String) -> Set<[UInt8]> {
    // Bytes: a mark that begins the secret would be one character with the quote.
    let quoted = JSONValue.string(secret).bytes.dropFirst().dropLast()
    return [
      Array(secret.utf8), Array(quoted), Array(FormFields.encode(secret).utf8),
      Array(PercentEncoding.encodePathSegment(secret).utf8),
    ]
  }
}
