import Transport

extension Listener.Endpoint {
  /// As it stands in a URL.
  var authority: String {
    host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
  }
}
