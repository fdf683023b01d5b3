/// Which web pages may ask: those that this machine serves, and those the user has named.
struct OriginAllowlist: Sendable {
  private let allowed: Set<WebOrigin>

  /// - Parameter allowed: what is no origin allows nothing.
  init(allowed: [String]) {
    // Browsers write no slash at the end, people do.
    self.allowed = Set(allowed.compactMap { WebOrigin($0.hasSuffix("/") ? String($0.dropLast()) : $0) })
  }

  func allows(_ text: String) -> Bool {
    guard let origin = WebOrigin(text) else { return false }
    return origin.isLoopback || allowed.contains(origin)
  }
}
