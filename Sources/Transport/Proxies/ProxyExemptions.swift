/// The hosts of `NO_PROXY`: names, which stand for their subdomains too, addresses, address ranges, or `*` for all.
struct ProxyExemptions: Equatable, Sendable {
  private enum Rule: Equatable {
    case everything
    case name(String, port: Int?)
    case range(AddressRange, port: Int?)
  }

  private let rules: [Rule]

  /// - Parameter list: separated by commas or blanks.
  init(_ list: String) {
    rules = list.split { $0 == "," || $0.isWhitespace }.map { Self.rule(String($0).lowercased()) }
  }

  func contain(host: String, port: Int) -> Bool {
    guard !rules.isEmpty else { return false }
    let name = Self.plain(host)
    let address = AddressRange(name)
    return rules.contains { rule in
      switch rule {
      case .everything: true
      case .name(let known, let only):
        (only ?? port) == port && address == nil && Self.name(name, isIn: known)
      case .range(let range, let only): (only ?? port) == port && address.map(range.contains) == true
      }
    }
  }

  private static func rule(_ text: String) -> Rule {
    if text == "*" { return .everything }
    if let range = AddressRange(text) { return .range(range, port: nil) }
    guard let (host, port) = Address.split(text) else { return .name(text, port: nil) }
    if let range = AddressRange(plain(host)) { return .range(range, port: port) }
    let name = plain(host)
    return .name(name.hasPrefix(".") ? String(name.dropFirst()) : name, port: port)
  }

  /// In lower case, without the brackets of an IPv6 address and the final dot of a name.
  private static func plain(_ host: String) -> String {
    let host = host.lowercased()
    if host.hasPrefix("[") && host.hasSuffix("]") { return String(host.dropFirst().dropLast()) }
    return host.hasSuffix(".") ? String(host.dropLast()) : host
  }

  private static func name(_ name: String, isIn domain: String) -> Bool {
    !domain.isEmpty && (name == domain || name.hasSuffix(".\(domain)"))
  }
}
