/// The way to an origin: directly, or through a proxy. Connections of one route can carry each other's exchanges.
struct ConnectionRoute: Hashable, Sendable {
  let origin: Origin
  let proxy: Proxy?

  /// Where a connection is opened to.
  var nextHop: (host: String, port: Int) {
    proxy.map { ($0.host, $0.port) } ?? (origin.address, origin.port)
  }

  /// Whether the proxy itself reads the requests, which name the origin then (RFC 9112 §3.2.2); otherwise it passes
  /// bytes on.
  var isForwarded: Bool {
    guard !origin.isSecure else { return false }
    return switch proxy?.scheme {
    case .http, .https: true
    case .socks5, nil: false
    }
  }

  /// What is agreed on before a connection carries requests, in this order.
  var handshakes: [Handshake] {
    let tls: [Handshake] = origin.isSecure ? [.tls] : []
    guard let proxy else { return tls }
    return switch proxy.scheme {
    case .http: origin.isSecure ? [.connect(proxy)] + tls : []
    case .https: [.tlsWithProxy(proxy)] + (origin.isSecure ? [.connect(proxy)] + tls : [])
    case .socks5: [.socks(proxy)] + tls
    }
  }
}

/// A step between opening a connection and using it.
enum Handshake: Equatable, Sendable {
  case tlsWithProxy(Proxy)
  case connect(Proxy)
  case socks(Proxy)
  /// With the origin.
  case tls
}
