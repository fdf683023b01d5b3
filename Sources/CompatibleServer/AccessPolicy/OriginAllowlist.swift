import Wire

/// Which web pages may ask: those that this machine serves, and those the user has named.
struct OriginAllowlist: Sendable {
  private let allowed: Set<String>

  init(allowed: [String]) {
    self.allowed = Set(allowed.map(Self.spelling))
  }

  func allows(_ origin: String) -> Bool {
    allowed.contains(Self.spelling(origin)) || BaseURL(origin).map { $0.isLoopback && !$0.hasPath } ?? false
  }

  /// Browsers write no slash at the end, people do.
  private static func spelling(_ origin: String) -> String {
    let origin = origin.lowercased()
    return origin.hasSuffix("/") ? String(origin.dropLast()) : origin
  }
}
