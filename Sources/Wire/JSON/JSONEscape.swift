/// The escapes inside strings (RFC 8259 §7): `\n`, `\u00e9`, and the pairs beyond U+FFFF.
enum JSONEscape {
  /// The bytes of the range with every escape replaced by what it stands for.
  static func resolve(_ bytes: Span<UInt8>, in range: Range<Int>) throws(JSONError) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(range.count)
    var index = range.lowerBound
    while index < range.upperBound {
      if bytes[index] == UInt8(ascii: "\\") {
        let scalar = try scalar(bytes, at: &index, before: range.upperBound)
        result.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
      } else {
        result.append(bytes[index])
        index += 1
      }
    }
    return result
  }

  /// Throws where an escape is malformed.
  static func check(_ bytes: Span<UInt8>, in range: Range<Int>) throws(JSONError) {
    var index = range.lowerBound
    while index < range.upperBound {
      if bytes[index] == UInt8(ascii: "\\") {
        _ = try scalar(bytes, at: &index, before: range.upperBound)
      } else {
        index += 1
      }
    }
  }

  /// Reads the escape at `index` and moves behind it. A backslash must not be the last byte before `end`.
  static func scalar(
    _ bytes: Span<UInt8>, at index: inout Int, before end: Int
  ) throws(JSONError) -> Unicode.Scalar {
    if bytes[index + 1] == UInt8(ascii: "u") {
      return try unicode(bytes, at: &index, before: end)
    }
    guard let scalar = short(bytes[index + 1]) else { throw JSONError(.invalidEscape, at: index) }
    index += 2
    return scalar
  }

  private static func short(_ byte: UInt8) -> Unicode.Scalar? {
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): Unicode.Scalar(byte)
    case UInt8(ascii: "b"): "\u{08}"
    case UInt8(ascii: "f"): "\u{0C}"
    case UInt8(ascii: "n"): "\n"
    case UInt8(ascii: "r"): "\r"
    case UInt8(ascii: "t"): "\t"
    default: nil
    }
  }

  /// Reads `\uXXXX`, or two of them that form a pair.
  private static func unicode(
    _ bytes: Span<UInt8>, at index: inout Int, before end: Int
  ) throws(JSONError) -> Unicode.Scalar {
    let first = try unit(bytes, at: index, before: end)
    index += 6
    if let scalar = Unicode.Scalar(first) { return scalar }
    guard first < 0xDC00, index + 1 < end, bytes[index] == UInt8(ascii: "\\"),
      bytes[index + 1] == UInt8(ascii: "u")
    else { return "\u{FFFD}" }
    let second = try unit(bytes, at: index, before: end)
    guard 0xDC00...0xDFFF ~= second else { return "\u{FFFD}" }
    index += 6
    return Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00)) ?? "\u{FFFD}"
  }

  private static func unit(_ bytes: Span<UInt8>, at index: Int, before end: Int) throws(JSONError) -> UInt32 {
    guard index + 6 <= end else { throw JSONError(.invalidEscape, at: index) }
    var unit: UInt32 = 0
    for offset in index + 2..<index + 6 {
      guard let digit = ASCII.hexValue(of: bytes[offset]) else { throw JSONError(.invalidEscape, at: index) }
      unit = unit << 4 | UInt32(digit)
    }
    return unit
  }
}
