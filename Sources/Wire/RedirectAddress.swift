/// What an answer's `Location` names (RFC 9110 §10.2.2): an address, or a path on the host that was asked.
///
/// User, query and fragment may hold a secret, such as the session that a sign-in page goes on with.
package struct RedirectAddress: Sendable {
  /// Whether no host is in it.
  package var isOnSameHost: Bool { start.isEmpty }

  /// Without user, query and fragment.
  package var withoutSecrets: String { "\(start)\(hostAndPath)" }

  /// `https://` or `//`; empty for a path.
  private let start: Substring
  private let hasUser: Bool
  private let hostAndPath: Substring
  private let query: Substring?
  private let hasFragment: Bool

  /// Reads the header's value, of whatever form.
  package init(_ location: String) {
    let (whole, fragment) = Self.cut(location[...], at: "#")
    let (address, query) = Self.cut(whole, at: "?")
    (self.query, hasFragment) = (query, fragment != nil)
    guard let slashes = address.firstRange(of: "//"), Self.isScheme(address[..<slashes.lowerBound]) else {
      (start, hasUser, hostAndPath) = ("", false, address)
      return
    }
    start = address[..<slashes.upperBound]
    let rest = address[slashes.upperBound...]
    let user = rest.prefix { $0 != "/" && $0 != "\\" }.lastIndex(of: "@")
    hasUser = user != nil
    hostAndPath = user.map { rest[rest.index(after: $0)...] } ?? rest
  }

  /// All of it, with marks where a secret may be; a query keeps the names of its fields.
  var redacted: String {
    let fields = query.map { query in
      query.split(separator: "&", omittingEmptySubsequences: false).map { field in
        let (name, value) = Self.cut(field, at: "=")
        return value == nil ? Redaction.mark : "\(name)=\(Redaction.mark)"
      }.joined(separator: "&")
    }
    return "\(start)\(hasUser ? "\(Redaction.mark)@" : "")\(hostAndPath)"
      + (fields.map { "?\($0)" } ?? "") + (hasFragment ? "#\(Redaction.mark)" : "")
  }

  private static func cut(_ text: Substring, at mark: Character) -> (Substring, Substring?) {
    guard let place = text.firstIndex(of: mark) else { return (text, nil) }
    return (text[..<place], text[text.index(after: place)...])
  }

  /// Whether it is what stands before the slashes of a whole address: `https:`, or nothing.
  private static func isScheme(_ text: Substring) -> Bool {
    text.isEmpty
      || (text.last == ":" && !text.contains("/") && text.firstIndex(of: ":") == text.indices.last)
  }
}
