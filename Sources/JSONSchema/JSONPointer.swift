/// The way from a document to a value of it (RFC 6901).
struct JSONPointer: Hashable, Sendable, CustomStringConvertible {
  var tokens: [ExactString] = []

  init(_ tokens: [ExactString] = []) { self.tokens = tokens }

  /// Reads `/a/b~1c`; `nil` for what is no pointer.
  init?(_ text: String) {
    guard !text.isEmpty else { return }
    guard text.hasPrefix("/") else { return nil }
    for token in text.dropFirst().split(separator: "/", omittingEmptySubsequences: false) {
      guard let token = Self.unescaped(token) else { return nil }
      tokens.append(token)
    }
  }

  var description: String { tokens.map { "/" + Self.escaped($0.text) }.joined() }

  func appending(_ tokens: ExactString...) -> JSONPointer { JSONPointer(self.tokens + tokens) }

  func appending(_ name: ExactString, _ index: Int) -> JSONPointer {
    appending(name, ExactString(String(index)))
  }

  private static func escaped(_ token: String) -> String {
    guard token.utf8.contains(where: { $0 == UInt8(ascii: "~") || $0 == UInt8(ascii: "/") }) else {
      return token
    }
    return token.unicodeScalars.map { $0 == "~" ? "~0" : $0 == "/" ? "~1" : String($0) }.joined()
  }

  private static func unescaped(_ token: Substring) -> ExactString? {
    var plain = String.UnicodeScalarView()
    var scalars = token.unicodeScalars.makeIterator()
    while let scalar = scalars.next() {
      guard scalar == "~" else {
        plain.append(scalar)
        continue
      }
      switch scalars.next() {
      case "0": plain.append("~")
      case "1": plain.append("/")
      default: return nil
      }
    }
    return ExactString(String(plain))
  }
}
