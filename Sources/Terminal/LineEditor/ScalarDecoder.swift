/// Puts UTF-8 that comes byte by byte together to scalars. What is malformed becomes U+FFFD.
struct ScalarDecoder {
  private var bytes: [UInt8] = []

  /// The scalars that this byte completes: none, one, or two where it shows that those before it are malformed.
  mutating func read(_ byte: UInt8) -> [Unicode.Scalar] {
    if !bytes.isEmpty, byte & 0xC0 != 0x80 {
      bytes = []
      return ["\u{FFFD}"] + read(byte)
    }
    bytes.append(byte)
    guard bytes.count >= Self.length(startingWith: bytes[0]) else { return [] }
    defer { bytes = [] }
    return Array(String(decoding: bytes, as: UTF8.self).unicodeScalars.prefix(1))
  }

  private static func length(startingWith byte: UInt8) -> Int {
    switch byte {
    case 0xC2...0xDF: 2
    case 0xE0...0xEF: 3
    case 0xF0...0xF4: 4
    default: 1
    }
  }
}
