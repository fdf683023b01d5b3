import HTTPTypes

/// Scheme, host and port of a service (RFC 6454).
struct Origin: Hashable, Sendable {
  let isSecure: Bool
  /// A name or an address; IPv6 stands in brackets.
  let host: String
  let port: Int

  /// `host:port`.
  var peer: String { "\(host):\(port)" }
  /// The host without the brackets of an IPv6 address.
  var address: String { host.hasPrefix("[") ? String(host.dropFirst().dropLast()) : host }

  /// - Throws: ``TransportError/unusableAddress(_:)`` when scheme, authority or path is missing.
  init(of request: HTTPRequest) throws(TransportError) {
    guard let scheme = request.scheme, scheme == "http" || scheme == "https",
      request.path?.utf8.first == UInt8(ascii: "/"), let authority = request.authority.flatMap(Authority.init)
    else {
      throw .unusableAddress("\(request.scheme ?? "")://\(request.authority ?? "")\(request.path ?? "")")
    }
    isSecure = scheme == "https"
    host = authority.host
    port = authority.port ?? (isSecure ? 443 : 80)
  }
}

/// `host`, `host:port`, `[v6]` or `[v6]:port` (RFC 3986 §3.2); the brackets stay with the host.
struct Authority: Equatable {
  let host: String
  let port: Int?

  init?(_ text: String) {
    // Every request comes by here: bytes are compared several times faster than characters.
    let bytes = text.utf8
    let start = bytes.lastIndex(of: UInt8(ascii: "]")) ?? bytes.startIndex
    guard let colon = bytes[start...].lastIndex(of: UInt8(ascii: ":")) else {
      guard !bytes.isEmpty else { return nil }
      (host, port) = (text, nil)
      return
    }
    guard colon > bytes.startIndex, let port = UInt16(text[bytes.index(after: colon)...]) else { return nil }
    (self.host, self.port) = (String(text[..<colon]), Int(port))
  }
}
