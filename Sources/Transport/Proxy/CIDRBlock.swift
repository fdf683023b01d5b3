import Glibc

/// An IP address, or all that begin with the same bits (RFC 4632): `10.0.0.0/8`, `fd00::/8`.
struct CIDRBlock: Equatable {
  private let bytes: [UInt8]
  private let prefixLength: Int

  init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count <= 2, let bytes = Self.address(String(parts[0]))?.bytes else { return nil }
    guard let length = parts.count == 2 ? Int(parts[1]) : bytes.count * 8,
      (0...bytes.count * 8).contains(length)
    else { return nil }
    (self.bytes, self.prefixLength) = (bytes, length)
  }

  func contains(_ other: CIDRBlock) -> Bool {
    guard other.bytes.count == bytes.count, other.prefixLength >= prefixLength else { return false }
    let whole = prefixLength / 8
    guard bytes[..<whole] == other.bytes[..<whole] else { return false }
    let rest = prefixLength % 8
    return rest == 0 || (bytes[whole] ^ other.bytes[whole]) >> (8 - rest) == 0
  }

  private static func address(_ text: String) -> IPAddress? {
    IPAddress(text.hasPrefix("[") && text.hasSuffix("]") ? String(text.dropFirst().dropLast()) : text)
  }
}

/// The address of a host, which is no name.
struct IPAddress {
  /// Four or sixteen.
  let bytes: [UInt8]

  /// - Parameter text: without brackets: `127.0.0.1`, `::1`.
  init?(_ text: String) {
    guard let bytes = Self.bytes(of: text, AF_INET, count: 4) ?? Self.bytes(of: text, AF_INET6, count: 16)
    else { return nil }
    self.bytes = bytes
  }

  private static func bytes(of text: String, _ family: Int32, count: Int) -> [UInt8]? {
    var bytes = [UInt8](repeating: 0, count: count)
    return inet_pton(family, text, &bytes) == 1 ? bytes : nil
  }
}
