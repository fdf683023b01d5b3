import Glibc

/// An IP address, or all that begin with the same bits: `10.0.0.0/8`, `fd00::/8`.
struct AddressRange: Equatable, Sendable {
  private let bytes: [UInt8]
  private let bits: Int

  init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count <= 2, let bytes = Self.bytes(of: String(parts[0])) else { return nil }
    guard let bits = parts.count == 2 ? Int(parts[1]) : bytes.count * 8, (0...bytes.count * 8).contains(bits)
    else {
      return nil
    }
    (self.bytes, self.bits) = (bytes, bits)
  }

  func contains(_ other: AddressRange) -> Bool {
    guard other.bytes.count == bytes.count, other.bits >= bits else { return false }
    let whole = bits / 8
    guard bytes[..<whole] == other.bytes[..<whole] else { return false }
    let rest = bits % 8
    return rest == 0 || (bytes[whole] ^ other.bytes[whole]) >> (8 - rest) == 0
  }

  private static func bytes(of text: String) -> [UInt8]? {
    let address = text.hasPrefix("[") && text.hasSuffix("]") ? String(text.dropFirst().dropLast()) : text
    return bytes(of: address, AF_INET, count: 4) ?? bytes(of: address, AF_INET6, count: 16)
  }

  private static func bytes(of text: String, _ family: Int32, count: Int) -> [UInt8]? {
    var bytes = [UInt8](repeating: 0, count: count)
    return inet_pton(family, text, &bytes) == 1 ? bytes : nil
  }
}
