import Wire

extension Proxy {
  /// Reads `[http://][user:password@]host[:port]`, or the same with `socks5://` or `socks5h://` and no user. As with
  /// curl the port is 1080 unless given.
  init(url text: String) throws(ProxyFault) {
    let (scheme, rest) = Self.cut(text, at: "://")
    let place = rest.prefix { $0 != "/" }
    let (userInfo, authority) = Self.cutLast(place, at: "@")
    guard let (host, port) = Address.split(String(authority)) else { throw .malformed }
    self.host = host.hasPrefix("[") ? String(host.dropFirst().dropLast()) : host
    self.port = port ?? 1080
    self.kind = try Self.kind(scheme: scheme.map { $0.lowercased() } ?? "http", userInfo)
  }

  private static func kind(scheme: String, _ userInfo: Substring?) throws(ProxyFault) -> Kind {
    switch scheme {
    case "http":
      return .http(userInfo.map(credentials))
    case "socks5", "socks5h":
      guard userInfo == nil else { throw .credentialsForSOCKS }
      return .socks
    default:
      throw .unsupportedScheme(scheme)
    }
  }

  private static func credentials(_ userInfo: Substring) -> Credentials {
    let parts = userInfo.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    let (user, password) = (parts[0], parts.count == 2 ? parts[1] : "")
    return Credentials(
      user: PercentEncoding.decode(Array(user.utf8)), password: PercentEncoding.decode(Array(password.utf8)))
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
