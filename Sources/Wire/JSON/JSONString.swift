/// The grammar of strings (RFC 8259 §7). Half a surrogate pair becomes U+FFFD.
enum JSONString {
  /// What lies between two quotes.
  private struct Content {
    var range: Range<Int>
    var hasEscapes = false
    var isASCII = true
  }

  /// Reads the string whose opening quote is at `position`, and moves behind its closing quote.
  static func read(_ bytes: Span<UInt8>, from position: inout Int) throws(JSONError) -> String {
    let content = try content(bytes, from: position + 1)
    position = content.range.upperBound + 1
    if content.hasEscapes {
      let plain = try JSONEscape.resolve(bytes, in: content.range)
      return try text(plain.span, from: content.range.lowerBound)
    }
    let raw = bytes.extracting(content.range)
    // What has no byte above 127 was looked at already, and is UTF-8.
    if content.isASCII { return String(copying: UTF8Span(unchecked: raw, isKnownASCII: true)) }
    return try text(raw, from: content.range.lowerBound)
  }

  /// Moves behind the closing quote of the string whose opening quote is at `position`.
  static func skip(_ bytes: Span<UInt8>, from position: inout Int) throws(JSONError) {
    let content = try content(bytes, from: position + 1)
    if content.hasEscapes { try JSONEscape.check(bytes, in: content.range) }
    if !content.isASCII {
      try checkUTF8(bytes.extracting(content.range), from: content.range.lowerBound)
    }
    position = content.range.upperBound + 1
  }

  private static func content(_ bytes: Span<UInt8>, from start: Int) throws(JSONError) -> Content {
    var index = start
    var content = Content(range: start..<start)
    var seen: UInt8 = 0
    while index < bytes.count {
      let byte = bytes[index]
      seen |= byte
      switch byte {
      case UInt8(ascii: "\""):
        content.range = start..<index
        content.isASCII = seen < 0x80
        return content
      case UInt8(ascii: "\\"):
        content.hasEscapes = true
        index += 2
      case 0..<0x20: throw JSONError(.controlCharacterInString, at: index)
      default: index += 1
      }
    }
    throw JSONError(.unexpectedEnd, at: bytes.count)
  }

  private static func text(_ bytes: Span<UInt8>, from offset: Int) throws(JSONError) -> String {
    do {
      return String(copying: try UTF8Span(validating: bytes))
    } catch {
      throw JSONError(.invalidUTF8, at: offset)
    }
  }

  private static func checkUTF8(_ bytes: Span<UInt8>, from offset: Int) throws(JSONError) {
    do {
      _ = try UTF8Span(validating: bytes)
    } catch {
      throw JSONError(.invalidUTF8, at: offset)
    }
  }
}
