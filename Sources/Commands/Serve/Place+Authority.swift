import Transport

extension Listener.Place {
  /// As it stands in a URL.
  var authority: String {
    host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
  }
}
