/// What files of variables do to values, and what can be done about it.
enum EnvironmentValues {
  private static let network: Set<String> = [
    "HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY", "NO_PROXY", "SSL_CERT_FILE", "SSL_CERT_DIR",
  ]

  /// White space at the ends of our values never counts: a blank that nobody sees, the carriage return of a line.
  static func trimmed(_ environment: [String: String]) -> [String: String] {
    var trimmed = environment
    for (name, value) in environment where isOurs(name) { trimmed[name] = value.trimmed }
    return trimmed
  }

  /// Variables whose values look as if their file was read by another rule than it was written by; never the values.
  static func doubts(about environment: [String: String]) -> [String] {
    environment.sorted { $0.key < $1.key }.filter { isOurs($0.key) }.compactMap { name, value in
      if isQuoted(value) { return "\(name) has quotation marks round its value, which count as a part of it" }
      let isBroken = value.unicodeScalars.contains { $0 == "\r" || $0 == "\n" }
      return isBroken ? "\(name) has a line end within its value" : nil
    }
  }

  private static func isOurs(_ name: String) -> Bool {
    name.hasPrefix("SFMODELS_") || network.contains(name.uppercased())
  }

  private static func isQuoted(_ value: String) -> Bool {
    guard value.utf8.count > 1, let first = value.first, first == value.last else { return false }
    return first == "\"" || first == "'"
  }
}
