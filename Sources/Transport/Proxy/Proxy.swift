import FoundationEssentials
import Wire

/// A proxy on the way to a host.
package struct Proxy: Hashable, Sendable, CustomStringConvertible {
  /// How the proxy is spoken to.
  package enum Scheme: Hashable, Sendable {
    /// Plain http is sent to the proxy itself; for https it is asked with `CONNECT` to pass bytes on.
    case http
    /// The same, over TLS.
    case https
    /// SOCKS 5. Names are resolved by the proxy, for `socks5://` as for `socks5h://`, unlike curl's: in a network that
    /// needs a proxy the outside's names are often unknown.
    case socks5
  }

  /// A user and a password, for `Basic` (RFC 7617) or for SOCKS (RFC 1929).
  package struct Credentials: Hashable, Sendable {
    /// As it is sent, without percent-encoding.
    package let user: String
    /// As it is sent; empty where none was given.
    package let password: String

    /// The value of a `Proxy-Authorization` field.
    var basic: String { "Basic \(Data("\(user):\(password)".utf8).base64EncodedString())" }
  }

  /// How it is spoken to.
  package let scheme: Scheme
  /// A name or an address; IPv6 without brackets.
  package let host: String
  /// Where it listens.
  package let port: Int
  /// What it gets from us, asked or not.
  package let credentials: Credentials?
  /// The value of the `Proxy-Authorization` field that requests to the proxy carry; `nil` without credentials.
  let authorization: String?

  /// `host:port`.
  package var peer: String { "\(host):\(port)" }
  /// Without the credentials.
  package var description: String { peer }
}

extension Proxy {
  /// Reads `[scheme://][user[:password]@]host[:port]`, where the scheme is `http`, which may be left out, `https`,
  /// `socks5` or `socks5h`. As with curl the port is 443 for `https` and 1080 for all others unless given.
  ///
  /// - Throws: ``ProxyFault``.
  init(url text: String) throws(ProxyFault) {
    let (scheme, rest) = Self.cut(text, at: "://")
    let (userInfo, authority) = Self.cutLast(rest.prefix { $0 != "/" }, at: "@")
    guard let authority = Authority(String(authority)),
      HostName.isPossible(authority.host, allowsZone: true)
    else { throw .malformed }
    let host = authority.host
    self.host = host.hasPrefix("[") ? String(host.dropFirst().dropLast()) : host
    let known = try Self.scheme(scheme.map { $0.lowercased() } ?? "http")
    self.scheme = known
    port = authority.port ?? (known == .https ? 443 : 1080)
    credentials = try userInfo.map { userInfo throws(ProxyFault) in try Credentials(userInfo, for: known) }
    authorization = known == .socks5 ? nil : credentials?.basic
  }

  private static func scheme(_ name: String) throws(ProxyFault) -> Scheme {
    switch name {
    case "http": .http
    case "https": .https
    case "socks5", "socks5h": .socks5
    default: throw .unsupportedScheme(name)
    }
  }

  private static func cut(_ text: String, at mark: String) -> (before: Substring?, after: Substring) {
    guard let range = text.firstRange(of: mark) else { return (nil, text[...]) }
    return (text[..<range.lowerBound], text[range.upperBound...])
  }

  private static func cutLast(_ text: Substring, at mark: Character) -> (before: Substring?, after: Substring)
  {
    guard let index = text.lastIndex(of: mark) else { return (nil, text) }
    return (text[..<index], text[text.index(after: index)...])
  }
}

extension Proxy.Credentials {
  /// Bytes; SOCKS tells the length of a user and of a password in one byte (RFC 1929 §2).
  private static let longestForSOCKS = 255

  /// - Parameter userInfo: `user`, or `user:password`, percent-encoded.
  fileprivate init(_ userInfo: Substring, for scheme: Proxy.Scheme) throws(ProxyFault) {
    let parts = userInfo.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    user = PercentEncoding.decode(Array(parts[0].utf8))
    password = parts.count == 2 ? PercentEncoding.decode(Array(parts[1].utf8)) : ""
    let longest = max(user.utf8.count, password.utf8.count)
    if scheme == .socks5, longest > Self.longestForSOCKS {
      throw .credentialsTooLong(limit: Self.longestForSOCKS)
    }
  }
}
