/// The way of an exchange: what is needed to say where it failed.
struct Route: Sendable {
  let isSecure: Bool
  /// `host:port` of the service.
  let peer: String
  /// `host:port` of the proxy on the way.
  let proxy: String?

  init(_ address: Address, proxy: Proxy?) {
    self.isSecure = address.isSecure
    self.peer = address.peer
    self.proxy = proxy?.peer
  }
}

/// How far an exchange has come.
enum Progress: Comparable, Sendable {
  case connecting
  case sending
  case awaitingAnswer
  case receiving
}
