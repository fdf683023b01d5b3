import HTTPTypes

/// Where a request goes.
struct Address: Equatable, Sendable {
  let isSecure: Bool
  let host: String
  let port: Int
  let url: String

  /// `host:port`.
  var peer: String { "\(host):\(port)" }

  /// - Throws: ``TransportError`` when scheme, authority or path is missing.
  init(of request: HTTPRequest) throws {
    let url = "\(request.scheme ?? "")://\(request.authority ?? "")\(request.path ?? "")"
    guard let scheme = request.scheme, scheme == "http" || scheme == "https",
      let authority = request.authority, request.path?.hasPrefix("/") == true,
      let (host, port) = Self.split(authority)
    else { throw TransportError.unusableAddress(url) }
    self.isSecure = scheme == "https"
    self.host = host
    self.port = port ?? (isSecure ? 443 : 80)
    self.url = url
  }

  /// Host and port of `host`, `host:port`, `[v6]` or `[v6]:port`; the brackets stay with the host.
  static func split(_ authority: String) -> (host: String, port: Int?)? {
    let end = authority.lastIndex(of: "]").map(authority.index(after:)) ?? authority.startIndex
    guard let colon = authority[end...].lastIndex(of: ":") else {
      return authority.isEmpty ? nil : (authority, nil)
    }
    guard colon > authority.startIndex, let port = UInt16(authority[authority.index(after: colon)...]) else {
      return nil
    }
    return (String(authority[..<colon]), Int(port))
  }
}
