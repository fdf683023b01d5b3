import Wire

/// Where a web page comes from, as browsers write it: `https://chat.example.com`, `chrome-extension://abc`, or `null`
/// (RFC 6454 §6.1).
///
/// Nothing is decoded: what a browser never writes into an origin is in none.
package struct WebOrigin: Hashable, Sendable {
  /// In lower case, without the usual port of its scheme.
  package let text: String
  /// In lower case; an IPv6 address without its brackets; empty for `null`.
  let host: String
  private let scheme: String

  /// - Returns: `nil` for what is no origin.
  package init?(_ text: String) {
    let text = text.utf8.count <= Self.longest ? text.lowercased() : ""
    if text == "null" {
      (self.text, scheme, host) = (text, "", "")
      return
    }
    guard let mark = text.firstRange(of: "://"), Self.isScheme(text[..<mark.lowerBound]),
      let authority = WebAuthority(text[mark.upperBound...])
    else { return nil }
    let scheme = String(text[..<mark.lowerBound])
    (self.scheme, host) = (scheme, authority.host)
    let port = authority.port.flatMap { $0 == Self.usualPorts[scheme] ? nil : ":\($0)" } ?? ""
    self.text = "\(scheme)://\(authority.hostInBrackets)\(port)"
  }

  /// Whether a server on this machine has sent the page.
  var isLoopback: Bool {
    (scheme == "http" || scheme == "https") && WebAuthority.isLoopback(host)
  }

  /// Bytes; names of hosts have at most 253.
  private static let longest = 512

  private static let usualPorts = ["http": 80, "https": 443, "ws": 80, "wss": 443, "ftp": 21]

  private static func isScheme(_ text: Substring) -> Bool {
    guard let first = text.utf8.first, WebAuthority.isLetter(first) else { return false }
    return text.utf8.allSatisfy { WebAuthority.isLetterOrDigit($0) || "+-.".utf8.contains($0) }
  }
}

/// `host` or `host:port`, as in the field `Host` and in origins: a name, an IPv4 address, or an IPv6 address in brackets.
struct WebAuthority {
  /// In lower case, without brackets.
  let host: String
  let port: Int?

  /// - Parameter text: in lower case.
  /// - Returns: `nil` for anything else: with user information, escapes, a path, an empty part of a name.
  init?(_ text: Substring) {
    let utf8 = text.utf8
    var end = utf8.endIndex
    if utf8.first == UInt8(ascii: "[") {
      guard let bracket = utf8.firstIndex(of: UInt8(ascii: "]")) else { return nil }
      host = String(text[utf8.index(after: utf8.startIndex)..<bracket])
      guard Self.isIPv6(host) else { return nil }
      end = utf8.index(after: bracket)
    } else {
      end = utf8.firstIndex(of: UInt8(ascii: ":")) ?? utf8.endIndex
      host = String(text[..<end])
      guard Self.isName(host) else { return nil }
    }
    guard end < utf8.endIndex else {
      port = nil
      return
    }
    let digits = text[utf8.index(after: end)...]
    guard utf8[end] == UInt8(ascii: ":"), (1...5).contains(digits.utf8.count),
      digits.utf8.allSatisfy(Self.isDigit), let port = UInt16(digits)
    else { return nil }
    self.port = Int(port)
  }

  var hostInBrackets: String { host.contains(":") ? "[\(host)]" : host }

  /// Whether a host can only be this machine.
  static func isLoopback(_ host: String) -> Bool {
    host == "localhost" || host.hasSuffix(".localhost") || host == "::1"
      || (host.hasPrefix("127.") && isIPv4(host))
  }

  /// An address is nobody's name, so nobody can bend it.
  static func isAddress(_ host: String) -> Bool {
    host.contains(":") || isIPv4(host)
  }

  private static func isIPv4(_ host: String) -> Bool {
    let parts = host.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 4 && parts.allSatisfy { $0.utf8.allSatisfy(isDigit) && UInt8($0) != nil }
  }

  private static func isIPv6(_ host: String) -> Bool {
    host.contains(":")
      && host.utf8.allSatisfy {
        isDigit($0) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains($0) || ":.".utf8.contains($0)
      }
  }

  private static func isName(_ host: String) -> Bool {
    var name = host[...]
    // The root of all names.
    if name.hasSuffix("."), name.utf8.count > 1 { name.removeLast() }
    return name.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { part in
      !part.isEmpty
        && part.utf8.allSatisfy { isLetterOrDigit($0) || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_") }
    }
  }

  static func isLetterOrDigit(_ byte: UInt8) -> Bool { isLetter(byte) || isDigit(byte) }

  static func isLetter(_ byte: UInt8) -> Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) }

  static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
}
