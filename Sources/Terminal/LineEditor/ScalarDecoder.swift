/// Puts UTF-8 that comes byte by byte together to scalars. What is malformed becomes U+FFFD.
struct ScalarDecoder {
  private var bytes: [UInt8] = []

  /// Takes the scalars that this byte completes: none, one, or two where it shows that those before it are malformed.
  mutating func read(_ byte: UInt8, _ take: (Unicode.Scalar) -> Void) {
    if !bytes.isEmpty, byte & 0xC0 != 0x80 {
      bytes = []
      take("\u{FFFD}")
    }
    if bytes.isEmpty, byte < 0x80 { return take(Unicode.Scalar(byte)) }
    bytes.append(byte)
    guard bytes.count >= Self.length(startingWith: bytes[0]) else { return }
    if let scalar = String(decoding: bytes, as: UTF8.self).unicodeScalars.first { take(scalar) }
    bytes = []
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
