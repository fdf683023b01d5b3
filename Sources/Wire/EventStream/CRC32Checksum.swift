/// CRC-32 as zlib computes it: what the frames of an event stream carry.
///
/// Source: ISO/IEC 13239, and the sample code of RFC 1952, section 8.
struct CRC32Checksum {
  private var remainder = ~UInt32(0)

  /// The checksum of all bytes that were read.
  var value: UInt32 { ~remainder }

  mutating func read(_ bytes: Span<UInt8>) {
    let table = Self.table
    for index in bytes.indices {
      remainder = table[Int(UInt8(truncatingIfNeeded: remainder) ^ bytes[index])] ^ (remainder >> 8)
    }
  }

  /// The checksum of these bytes alone.
  static func of(_ bytes: Span<UInt8>) -> UInt32 {
    var checksum = CRC32Checksum()
    checksum.read(bytes)
    return checksum.value
  }

  /// What each value of a byte does to the remainder.
  private static let table: [UInt32] = (0..<256).map { byte in
    (0..<8).reduce(UInt32(byte)) { rest, _ in rest & 1 == 0 ? rest >> 1 : rest >> 1 ^ polynomial }
  }

  /// Its bits in the order in which they are divided: the lowest first.
  private static let polynomial: UInt32 = 0xEDB8_8320
}
