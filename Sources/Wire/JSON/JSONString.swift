/// The grammar of strings (RFC 8259 §7). Half a surrogate pair becomes U+FFFD.
enum JSONString {
  /// What lies between two quotes.
  struct Content {
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
      return try checked(plain.span, from: content.range.lowerBound)
    }
    // What has no byte above 127 was looked at already, and is UTF-8.
    if content.isASCII { return text(bytes, content) }
    return try checked(bytes.extracting(content.range), from: content.range.lowerBound)
  }

  /// Reads a name as ``read(_:from:)`` reads a string, and leaves it where it stands.
  ///
  /// - Parameter whole: the same bytes.
  static func name(
    in whole: [UInt8], _ bytes: Span<UInt8>, from position: inout Int
  ) throws(JSONError) -> JSONMemberName {
    let content = try content(bytes, from: position + 1)
    position = content.range.upperBound + 1
    if content.hasEscapes {
      let plain = try JSONEscape.resolve(bytes, in: content.range)
      try checkUTF8(plain.span, from: content.range.lowerBound)
      return JSONMemberName(plain, Content(range: plain.indices, isASCII: false))
    }
    if !content.isASCII { try checkUTF8(bytes.extracting(content.range), from: content.range.lowerBound) }
    return JSONMemberName(whole, content)
  }

  /// What was looked at, without escapes, as a string.
  static func text(_ bytes: Span<UInt8>, _ content: Content) -> String {
    let raw = bytes.extracting(content.range)
    return String(copying: UTF8Span(unchecked: raw, isKnownASCII: content.isASCII))
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
    while true {
      index += plainBytes(bytes, from: index, &content.isASCII)
      guard index < bytes.count else { throw JSONError(.unexpectedEnd, at: bytes.count) }
      switch bytes[index] {
      case UInt8(ascii: "\""):
        content.range = start..<index
        return content
      case UInt8(ascii: "\\"):
        content.hasEscapes = true
        // What is escaped may be the beginning of a character that takes several bytes.
        content.isASCII = content.isASCII && index + 1 < bytes.count && bytes[index + 1] < 0x80
        index += 2
      default: throw JSONError(.controlCharacterInString, at: index)
      }
    }
  }

  /// How many bytes are no quote, no backslash and no control character.
  private static func plainBytes(_ bytes: Span<UInt8>, from start: Int, _ areASCII: inout Bool) -> Int {
    var index = start
    while index + ByteWord.count <= bytes.count {
      let word = ByteWord(bytes, at: index)
      let found =
        word.bytes(equalTo: UInt8(ascii: "\"")) | word.bytes(equalTo: UInt8(ascii: "\\"))
        | word.bytes(below: 0x20)
      let count = ByteWord.first(of: found)
      if word.isBeyondASCII(inFirst: count) { areASCII = false }
      index += count
      if found != 0 { return index - start }
    }
    while index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"), 0..<0x20: return index - start
      case 0x80...: areASCII = false
      default: break
      }
      index += 1
    }
    return index - start
  }

  private static func checked(_ bytes: Span<UInt8>, from offset: Int) throws(JSONError) -> String {
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
