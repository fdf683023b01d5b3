import Transport

extension Listener.Endpoint {
  /// As it stands in a URL.
  var authority: String {
    host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
  }
}

extension [Listener.Endpoint] {
  /// Where clients find it, as one sentence.
  var addresses: String { map { "http://\($0.authority)" }.joined(separator: " and ") }
}
