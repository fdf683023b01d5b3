/// A text as it reads behind its escapes, of which each byte knows where it stands in the text that was written.
struct DecodedText {
  private(set) var bytes: [UInt8] = []
  /// Where each byte begins in what was written, and where the last one ends.
  private var starts: [Int] = [0]

  /// As it was written.
  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    starts = Array(0...bytes.count)
  }

  private init() {}

  /// What was written for these bytes.
  func source(of range: Range<Int>) -> Range<Int> { starts[range.lowerBound]..<starts[range.upperBound] }

  /// Itself, and what it says behind the escapes of JSON, of URLs, and of both, twice at most: JSON quotes JSON.
  var readings: [DecodedText] {
    var readings = [self]
    for step in [Self.jsonEscape, Self.percentEscape] {
      for reading in readings {
        guard let once = reading.decoded(by: step) else { continue }
        readings += [once, once.decoded(by: step)].compactMap { $0 }
      }
    }
    return readings
  }

  /// - Parameter escape: finds at an index an escape, its length, and what it stands for.
  /// - Returns: `nil` where there is no escape.
  private func decoded(by escape: ([UInt8], Int) -> (length: Int, bytes: [UInt8])?) -> DecodedText? {
    var decoded = DecodedText()
    var index = 0
    while index < bytes.count {
      let found = escape(bytes, index)
      let end = index + (found?.length ?? 1)
      for byte in found?.bytes ?? [bytes[index]] {
        decoded.bytes.append(byte)
        decoded.starts.append(starts[end])
        decoded.starts[decoded.bytes.count - 1] = starts[index]
      }
      index = end
    }
    return decoded.bytes.count == bytes.count ? nil : decoded
  }

  private static func percentEscape(_ bytes: [UInt8], _ index: Int) -> (length: Int, bytes: [UInt8])? {
    guard bytes[index] == UInt8(ascii: "%"), index + 2 < bytes.count,
      let high = ASCII.hexValue(of: bytes[index + 1]), let low = ASCII.hexValue(of: bytes[index + 2])
    else { return nil }
    return (3, [high << 4 | low])
  }

  private static func jsonEscape(_ bytes: [UInt8], _ index: Int) -> (length: Int, bytes: [UInt8])? {
    guard bytes[index] == UInt8(ascii: "\\"), index + 1 < bytes.count else { return nil }
    switch bytes[index + 1] {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return (2, [bytes[index + 1]])
    case UInt8(ascii: "b"): return (2, [0x08])
    case UInt8(ascii: "f"): return (2, [0x0C])
    case UInt8(ascii: "n"): return (2, [0x0A])
    case UInt8(ascii: "r"): return (2, [0x0D])
    case UInt8(ascii: "t"): return (2, [0x09])
    case UInt8(ascii: "u"): return unicodeEscape(bytes, index)
    default: return nil
    }
  }

  /// `\u0041`, and two of them for what is beyond 16 bits.
  private static func unicodeEscape(_ bytes: [UInt8], _ index: Int) -> (length: Int, bytes: [UInt8])? {
    guard let unit = unit(bytes, index) else { return nil }
    if let scalar = Unicode.Scalar(unit) { return (6, Array(String(Character(scalar)).utf8)) }
    guard unit < 0xDC00, let low = self.unit(bytes, index + 6), 0xDC00..<0xE000 ~= low,
      let scalar = Unicode.Scalar(0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00))
    else { return nil }
    return (12, Array(String(Character(scalar)).utf8))
  }

  private static func unit(_ bytes: [UInt8], _ index: Int) -> UInt32? {
    guard index + 5 < bytes.count, bytes[index] == UInt8(ascii: "\\"), bytes[index + 1] == UInt8(ascii: "u")
    else { return nil }
    return bytes[(index + 2)...(index + 5)].reduce(0 as UInt32?) { number, digit in
      guard let number, let value = ASCII.hexValue(of: digit) else { return nil }
      return number << 4 | UInt32(value)
    }
  }
}
