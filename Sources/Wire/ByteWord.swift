/// Eight bytes in one word, looked at together: texts are searched for the few bytes in them that mean something.
///
/// Each search sets the highest bit of every byte that is found. Behind the first of them others may be set, too: only
/// the first counts.
struct ByteWord {
  /// How many bytes it has.
  static let count = 8

  private static let ones: UInt64 = 0x0101_0101_0101_0101
  private static let highestBits: UInt64 = 0x8080_8080_8080_8080

  /// The first byte is the lowest.
  private let word: UInt64

  /// The bytes from an index on; there must be as many.
  init(_ bytes: Span<UInt8>, at index: Int) {
    word = UInt64(littleEndian: bytes.bytes.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self))
  }

  /// The bytes that are this one.
  func bytes(equalTo byte: UInt8) -> UInt64 {
    let difference = word ^ (Self.ones &* UInt64(byte))
    return (difference &- Self.ones) & ~difference & Self.highestBits
  }

  /// The bytes that are less than a limit of at most 128.
  func bytes(below limit: UInt8) -> UInt64 {
    (word &- Self.ones &* UInt64(limit)) & ~word & Self.highestBits
  }

  /// Whether one of the first bytes is beyond ASCII.
  func isBeyondASCII(inFirst count: Int) -> Bool {
    let beyond = word & Self.highestBits
    return count < Self.count ? beyond & (1 &<< (8 &* count) &- 1) != 0 : beyond != 0
  }

  /// Where the first byte stands that was found; ``count`` where none was.
  static func first(of found: UInt64) -> Int { found.trailingZeroBitCount / 8 }
}
