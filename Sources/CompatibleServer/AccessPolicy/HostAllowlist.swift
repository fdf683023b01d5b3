/// Under which names the server may be addressed. A page can make its own name point to this machine, but it
/// cannot make the browser send another name than its own.
struct HostAllowlist: Sendable {
  private let allowed: Set<String>
  private let takesAnyAddress: Bool

  init(allowed: [String], listening: String?) {
    self.allowed = Set((allowed + [listening].compactMap { $0 }).map { Self.bare($0.lowercased()) })
    takesAnyAddress = ["0.0.0.0", "::", "[::]"].contains(listening)
  }

  /// - Parameter authority: as in the field `Host`, with or without a port.
  func allows(_ authority: String) -> Bool {
    // By far the most frequent ones, without taking them apart.
    let name = authority.utf8.prefix { $0 != UInt8(ascii: ":") }
    if name.count < authority.utf8.count, Self.frequent.contains(where: { name.elementsEqual($0.utf8) }) {
      return authority.utf8.dropFirst(name.count + 1).allSatisfy(WebAuthority.isDigit)
    }
    let authority = authority.lowercased()
    guard let host = WebAuthority(authority[...])?.host else { return false }
    return WebAuthority.isLoopback(host) || allowed.contains(host) || allowed.contains(authority)
      || (takesAnyAddress && WebAuthority.isAddress(host))
  }

  private static let frequent = ["127.0.0.1", "localhost"]

  /// `[::1]` is the address `::1`.
  private static func bare(_ host: String) -> String {
    host.hasPrefix("[") && host.hasSuffix("]") ? String(host.dropFirst().dropLast()) : host
  }
}
