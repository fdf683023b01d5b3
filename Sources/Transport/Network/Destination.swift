/// Where connections lead, and how: those of one destination can carry each other's exchanges.
struct Destination: Hashable, Sendable {
  let isSecure: Bool
  let host: String
  let port: Int
  let proxy: Proxy?

  init(_ address: Address, proxy: Proxy?) {
    isSecure = address.isSecure
    host = address.host
    port = address.port
    self.proxy = proxy
  }

  /// The host without the brackets of an IPv6 address.
  var address: String { host.hasPrefix("[") ? String(host.dropFirst().dropLast()) : host }

  /// `host:port` of the service.
  var peer: String { "\(host):\(port)" }
}

/// How far an exchange has come.
enum Progress: Comparable, Sendable {
  case connecting
  /// Agreeing on TLS.
  case securing
  case sending
  case awaitingAnswer
  case receiving
}

/// All connections to the destination carry other exchanges.
struct ConnectionsInUse: Error {}
