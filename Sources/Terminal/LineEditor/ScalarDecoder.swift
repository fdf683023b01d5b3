/// Puts UTF-8 that comes byte by byte together to scalars. What is malformed becomes U+FFFD.
struct ScalarDecoder {
  private var bytes: [UInt8] = []

  /// The scalar that this byte completes, if it does.
  mutating func read(_ byte: UInt8) -> Unicode.Scalar? {
    bytes.append(byte)
    guard bytes.count >= Self.length(startingWith: bytes[0]) else { return nil }
    defer { bytes = [] }
    return String(decoding: bytes, as: UTF8.self).unicodeScalars.first
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
