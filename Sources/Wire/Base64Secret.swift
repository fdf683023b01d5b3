import FoundationEssentials

/// A secret in base64, alone or behind and before something else, as in `id:secret`: what stands there for certain,
/// wherever in a group of three bytes it begins.
enum Base64Secret {
  /// Shorter pieces stand in texts by chance.
  private static let shortest = 7

  /// In both alphabets.
  static func pieces(of secret: [UInt8]) -> Set<[UInt8]> {
    let plain = (0..<3).map { Array(piece(of: secret, after: $0)) }.filter { $0.count >= shortest }
    return Set(plain + plain.map { $0.map(Self.urlByte) })
  }

  /// - Parameter count: how many bytes stand before it in its group.
  private static func piece(of secret: [UInt8], after count: Int) -> ArraySlice<UInt8> {
    let bytes = [UInt8](repeating: 0, count: count) + secret
    let text = Array(Data(bytes).base64EncodedString().utf8).filter { $0 != UInt8(ascii: "=") }
    // Characters that hold bits of neighbours too may be any.
    return text.dropFirst([0, 2, 3][count]).dropLast(bytes.count % 3 == 0 ? 0 : 1)
  }

  private static func urlByte(_ byte: UInt8) -> UInt8 {
    switch byte {
    case UInt8(ascii: "+"): UInt8(ascii: "-")
    case UInt8(ascii: "/"): UInt8(ascii: "_")
    default: byte
    }
  }

  /// All of what was encoded together with a piece.
  static func whole(of piece: Range<Int>, in bytes: [UInt8]) -> Range<Int> {
    var (start, end) = (piece.lowerBound, piece.upperBound)
    // The next characters hold bits of the secret; behind them a slash may be the URL's.
    while start > 0, belongs(bytes[start - 1], isNear: piece.lowerBound - start < 3) { start -= 1 }
    while end < bytes.count, belongs(bytes[end], isNear: end - piece.upperBound < 3) { end += 1 }
    return start..<end
  }

  private static func belongs(_ byte: UInt8, isNear: Bool) -> Bool {
    ASCII.isLetterOrDigit(byte) || "+-_=".utf8.contains(byte) || (isNear && byte == UInt8(ascii: "/"))
  }
}
