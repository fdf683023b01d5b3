/// What a request asks for, in the forms `/path`, `*` and `http://authority/path` (RFC 9112 §3.2).
struct RequestTarget: Equatable {
  /// Where the target names it; a `Host` field is ignored then.
  let authority: String?
  let path: String

  init?(_ target: String) {
    if target.utf8.first == UInt8(ascii: "/") || target == "*" {
      (authority, path) = (nil, target)
      return
    }
    guard let rest = Self.behindScheme(target) else { return nil }
    let authority = rest.prefix { $0 != "/" && $0 != "?" }
    guard !authority.isEmpty else { return nil }
    let path = rest[authority.endIndex...]
    (self.authority, self.path) = (String(authority), path.hasPrefix("/") ? String(path) : "/\(path)")
  }

  private static func behindScheme(_ target: String) -> Substring? {
    for scheme in ["http://", "https://"] where target.lowercased().hasPrefix(scheme) {
      return target.dropFirst(scheme.count)
    }
    return nil
  }
}
