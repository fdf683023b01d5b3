/// A URI or what is one in relation to another (RFC 3986).
struct URIReference: Hashable, Sendable, CustomStringConvertible {
  var scheme: String?
  var authority: String?
  var path = ""
  var query: String?
  var fragment: String?

  init(_ text: String) {
    var rest = Substring(text)
    if let mark = rest.firstIndex(of: "#") {
      fragment = String(rest[rest.index(after: mark)...])
      rest = rest[..<mark]
    }
    if let mark = rest.firstIndex(of: "?") {
      query = String(rest[rest.index(after: mark)...])
      rest = rest[..<mark]
    }
    if let mark = rest.firstIndex(where: { ":/".contains($0) }), rest[mark] == ":", mark > rest.startIndex {
      scheme = String(rest[..<mark])
      rest = rest[rest.index(after: mark)...]
    }
    if rest.hasPrefix("//") {
      let host = rest.dropFirst(2).prefix { $0 != "/" }
      authority = String(host)
      rest = rest[host.endIndex...]
    }
    path = String(rest)
  }

  var description: String {
    [
      scheme.map { $0 + ":" }, authority.map { "//" + $0 }, path, query.map { "?" + $0 },
      fragment.map { "#" + $0 },
    ].compactMap { $0 }.joined()
  }

  /// Without what stands behind `#`.
  var withoutFragment: URIReference {
    var other = self
    other.fragment = nil
    return other
  }

  /// What a reference means where this is the base (§5.2).
  func resolving(_ reference: URIReference) -> URIReference {
    var target = reference
    guard reference.scheme == nil else { return target.normalized }
    target.scheme = scheme
    guard reference.authority == nil else { return target.normalized }
    target.authority = authority
    if reference.path.isEmpty {
      target.path = path
      target.query = reference.query ?? query
    } else if !reference.path.hasPrefix("/") {
      target.path = merged(reference.path)
    }
    return target.normalized
  }

  private func merged(_ relative: String) -> String {
    if authority != nil, path.isEmpty { return "/" + relative }
    guard let slash = path.lastIndex(of: "/") else { return relative }
    return path[...slash] + relative
  }

  private var normalized: URIReference {
    guard path.contains("./") || path.hasSuffix("/.") || path.hasSuffix("/..") else { return self }
    var other = self
    other.path = Self.withoutDots(path)
    return other
  }

  private static func withoutDots(_ path: String) -> String {
    let segments = path.split(separator: "/", omittingEmptySubsequences: false)
    var kept: [Substring] = []
    for (index, segment) in segments.enumerated() {
      let isLast = index == segments.count - 1
      switch segment {
      case ".": if isLast { kept.append("") }
      case "..":
        if kept.count > 1 || kept.first.map({ !$0.isEmpty }) == true { kept.removeLast() }
        if isLast { kept.append("") }
      default: kept.append(segment)
      }
    }
    return kept.joined(separator: "/")
  }
}
