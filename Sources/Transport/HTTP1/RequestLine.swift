import HTTPTypes

/// The first line of a request.
struct RequestLine {
  let method: HTTPRequest.Method
  /// Where the target names it; a `Host` field is ignored then (RFC 9112 §3.2.2).
  let authority: String?
  let path: String
  let isModern: Bool

  init(_ line: UnsafeRawBufferPointer) throws(MessageFault) {
    let words = line.split(separator: 0x20, maxSplits: 2, omittingEmptySubsequences: false)
    guard words.count == 3, let method = Self.method(words[0]) else { throw .malformed }
    self.method = method
    isModern = try Self.isModern(words[2])
    (authority, path) = try Self.target(String(decoding: words[1], as: UTF8.self))
  }

  private static func method(_ bytes: Slice<UnsafeRawBufferPointer>) -> HTTPRequest.Method? {
    if bytes.elementsEqual("POST".utf8) { return .post }
    if bytes.elementsEqual("GET".utf8) { return .get }
    return HTTPRequest.Method(String(decoding: bytes, as: UTF8.self))
  }

  private static func isModern(_ version: Slice<UnsafeRawBufferPointer>) throws(MessageFault) -> Bool {
    guard version.count == 8, version.starts(with: "HTTP/1.".utf8), let minor = version.last,
      (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(minor)
    else { throw .malformed }
    return minor > UInt8(ascii: "0")
  }

  /// Splits a target in its forms `/path`, `*` and `http://authority/path`.
  private static func target(_ target: String) throws(MessageFault) -> (authority: String?, path: String) {
    if target.utf8.first == UInt8(ascii: "/") || target == "*" { return (nil, target) }
    for scheme in ["http://", "https://"] where target.lowercased().hasPrefix(scheme) {
      let rest = target.dropFirst(scheme.count)
      let authority = rest.prefix { $0 != "/" && $0 != "?" }
      let path = rest[authority.endIndex...]
      guard !authority.isEmpty else { throw .malformed }
      return (String(authority), path.hasPrefix("/") ? String(path) : "/\(path)")
    }
    throw .malformed
  }
}
