/// The hosts of `NO_PROXY`: names, which stand for their subdomains too, as `.name` and `*.name` do; addresses; address
/// ranges; or `*` for all. Each but the last may bring a port, which it is confined to then.
struct ProxyExemptions: Equatable, Sendable {
  fileprivate enum Rule: Equatable {
    case everything
    case name(String, port: Int?)
    case range(CIDRBlock, port: Int?)
  }

  private let rules: [Rule]
  /// Entries that no host can match, as they were written.
  let unmatchable: [String]

  /// - Parameter list: separated by commas or blanks.
  init(_ list: String) {
    var (rules, unmatchable): ([Rule], [String]) = ([], [])
    for entry in list.split(whereSeparator: { $0 == "," || $0.isWhitespace }) {
      if let rule = Rule(entry.lowercased()) {
        rules.append(rule)
      } else if !unmatchable.contains(String(entry)) {
        unmatchable.append(String(entry))
      }
    }
    (self.rules, self.unmatchable) = (rules, unmatchable)
  }

  /// - Parameter host: a name or an address; IPv6 with or without brackets.
  func contain(host: String, port: Int) -> Bool {
    guard !rules.isEmpty else { return false }
    let name = Rule.plain(host.lowercased())
    let address = CIDRBlock(name)
    return rules.contains { rule in
      switch rule {
      case .everything: true
      case .name(let known, let only):
        (only ?? port) == port && address == nil && Self.name(name, isIn: known)
      case .range(let range, let only): (only ?? port) == port && address.map(range.contains) == true
      }
    }
  }

  private static func name(_ name: String, isIn domain: String) -> Bool {
    name == domain || name.hasSuffix(".\(domain)")
  }
}

extension ProxyExemptions.Rule {
  /// - Parameter text: an entry in lower case.
  /// - Returns: `nil` for one that no host can match.
  fileprivate init?(_ text: String) {
    if text == "*" {
      self = .everything
    } else if let range = CIDRBlock(text) {
      self = .range(range, port: nil)
    } else if let entry = Authority(text), let range = CIDRBlock(Self.plain(entry.host)) {
      self = .range(range, port: entry.port)
    } else if let entry = Authority(text), let name = Self.domain(entry.host) {
      self = .name(name, port: entry.port)
    } else {
      return nil
    }
  }

  /// Without the brackets of an IPv6 address and the final dot of a name.
  fileprivate static func plain(_ host: String) -> String {
    if host.hasPrefix("[") && host.hasSuffix("]") { return String(host.dropFirst().dropLast()) }
    return host.hasSuffix(".") ? String(host.dropLast()) : host
  }

  /// The domain of `name`, `.name` and `*.name`.
  private static func domain(_ host: String) -> String? {
    let name = plain(host)
    let prefix = ["*.", "."].first(where: name.hasPrefix) ?? ""
    let domain = String(name.dropFirst(prefix.count))
    return !domain.isEmpty && domain.utf8.allSatisfy(isInNames) ? domain : nil
  }

  /// Names that are not yet in the form of DNS hold other letters (RFC 5890); of ASCII there is little.
  private static func isInNames(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
    case UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), 0x80...: true
    default: false
    }
  }
}
