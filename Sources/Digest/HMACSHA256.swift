/// Authentication codes with SHA-256 and one key (HMAC, RFC 2104).
package struct HMACSHA256: Sendable {
  private let inner: SHA256
  private let outer: SHA256

  /// - Parameter key: of any length; one that is longer than a block of 64 bytes counts as its digest.
  package init(key: [UInt8]) {
    let short = key.count > SHA256.blockLength ? SHA256.digest(of: key) : key
    let padded = short + [UInt8](repeating: 0, count: SHA256.blockLength - short.count)
    inner = Self.begun(with: padded.map { $0 ^ 0x36 })
    outer = Self.begun(with: padded.map { $0 ^ 0x5C })
  }

  /// The code of a text, 32 bytes.
  package func code(for text: [UInt8]) -> [UInt8] {
    var (inner, outer) = (inner, outer)
    inner.update(text)
    outer.update(inner.digest)
    return outer.digest
  }

  private static func begun(with block: [UInt8]) -> SHA256 {
    var hash = SHA256()
    hash.update(block)
    return hash
  }
}
