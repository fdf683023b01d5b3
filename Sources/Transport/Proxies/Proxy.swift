import AsyncHTTPClient

/// A proxy on the way to a host.
package struct Proxy: Hashable, Sendable, CustomStringConvertible {
  package enum Kind: Hashable, Sendable {
    /// Asked with `CONNECT` to pass bytes on, for `http` and `https` alike.
    case http(Credentials?)
    /// SOCKS 5; names are resolved by the proxy.
    case socks
  }

  package struct Credentials: Hashable, Sendable {
    package let user: String
    package let password: String
  }

  package let host: String
  package let port: Int
  package let kind: Kind

  /// `host:port`.
  package var peer: String { "\(host):\(port)" }
  /// Without the credentials.
  package var description: String { peer }

  var forLibrary: HTTPClient.Configuration.Proxy {
    switch kind {
    case .socks: .socksServer(host: host, port: port)
    case .http(nil): .server(host: host, port: port)
    case .http(let credentials?):
      .server(
        host: host, port: port,
        authorization: .basic(username: credentials.user, password: credentials.password))
    }
  }
}
