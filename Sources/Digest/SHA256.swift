import COpenSSL

/// A SHA-256 digest (FIPS 180-4) of bytes that come in pieces.
package struct SHA256: Sendable {
  /// The length of a digest in bytes.
  package static let digestLength = 32
  /// The length in bytes of the blocks that are digested, which ``HMACSHA256`` pads a key to.
  static let blockLength = 64

  private var state = SHA256_CTX()

  /// A digest of nothing so far.
  package init() {
    SHA256_Init(&state)
  }

  /// Takes the next piece.
  package mutating func update(_ bytes: UnsafeRawBufferPointer) {
    SHA256_Update(&state, bytes.baseAddress, bytes.count)
  }

  /// Takes the next piece.
  package mutating func update(_ bytes: [UInt8]) {
    bytes.withUnsafeBytes { update($0) }
  }

  /// The digest of all pieces so far, 32 bytes; more may follow.
  package var digest: [UInt8] {
    var end = state
    return [UInt8](unsafeUninitializedCapacity: Self.digestLength) { bytes, count in
      SHA256_Final(bytes.baseAddress, &end)
      count = Self.digestLength
    }
  }

  /// The digest of bytes that are all at hand, 32 bytes.
  package static func digest(of bytes: [UInt8]) -> [UInt8] {
    var hash = SHA256()
    hash.update(bytes)
    return hash.digest
  }
}
