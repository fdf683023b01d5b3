/// Text in quotes (TOML 1.0, "String").
extension TOMLScanner {
  /// Begins at the first quotation mark.
  mutating func string() throws(TOMLFailure) -> [UInt8] {
    if begins(with: "\"\"\"") { return try multilineString(UInt8(ascii: "\"")) }
    if begins(with: "'''") { return try multilineString(UInt8(ascii: "'")) }
    return next == UInt8(ascii: "\"") ? try basicString() : try literalString()
  }

  mutating func basicString() throws(TOMLFailure) -> [UInt8] {
    let start = position
    position += 1
    var text: [UInt8] = []
    while let byte = next {
      if byte == UInt8(ascii: "\"") {
        position += 1
        return text
      }
      if byte == UInt8(ascii: "\\") {
        text += try escape()
      } else {
        if isAtLineEnd { break }
        try checkPlain(byte)
        text.append(byte)
        position += 1
      }
    }
    throw failure(.unfinishedString, at: start)
  }

  mutating func literalString() throws(TOMLFailure) -> [UInt8] {
    let start = position
    position += 1
    while let byte = next, !isAtLineEnd {
      position += 1
      if byte == UInt8(ascii: "'") { return Array(bytes[start + 1..<position - 1]) }
      position -= 1
      try checkPlain(byte)
      position += 1
    }
    throw failure(.unfinishedString, at: start)
  }

  private mutating func multilineString(_ quote: UInt8) throws(TOMLFailure) -> [UInt8] {
    let start = position
    position += 3
    // A line end right behind the opening does not count.
    _ = skipLineEnd()
    var text: [UInt8] = []
    while let byte = next {
      if byte == quote, byte1(quote), byte2(quote) { return text + closing(quote) }
      if skipLineEnd() {
        text.append(UInt8(ascii: "\n"))
      } else if byte == UInt8(ascii: "\\"), quote == UInt8(ascii: "\"") {
        if try !skipFoldedLine() { text += try escape() }
      } else {
        try checkPlain(byte)
        text.append(byte)
        position += 1
      }
    }
    throw failure(.unfinishedString, at: start)
  }

  private func byte1(_ quote: UInt8) -> Bool { byte(at: 1) == quote }
  private func byte2(_ quote: UInt8) -> Bool { byte(at: 2) == quote }

  /// Up to two quotation marks before the three that close the text belong to it.
  private mutating func closing(_ quote: UInt8) -> [UInt8] {
    var count = 3
    while count < 5, byte(at: count) == quote { count += 1 }
    position += count
    return [UInt8](repeating: quote, count: count - 3)
  }

  /// A backslash at the end of a line, with all white space up to the next character.
  private mutating func skipFoldedLine() throws(TOMLFailure) -> Bool {
    var ahead = self
    ahead.position += 1
    ahead.skipBlanks()
    guard ahead.skipLineEnd() else { return false }
    repeat { ahead.skipBlanks() } while ahead.skipLineEnd()
    position = ahead.position
    return true
  }

  private mutating func escape() throws(TOMLFailure) -> [UInt8] {
    defer { position += 2 }
    switch byte(at: 1) {
    case UInt8(ascii: "b"): return [0x08]
    case UInt8(ascii: "t"): return [0x09]
    case UInt8(ascii: "n"): return [0x0A]
    case UInt8(ascii: "f"): return [0x0C]
    case UInt8(ascii: "r"): return [0x0D]
    case UInt8(ascii: "\""): return [0x22]
    case UInt8(ascii: "\\"): return [0x5C]
    case UInt8(ascii: "u"): return try character(digits: 4)
    case UInt8(ascii: "U"): return try character(digits: 8)
    default: throw failure(.invalidEscape)
    }
  }

  private mutating func character(digits: Int) throws(TOMLFailure) -> [UInt8] {
    let start = position + 2
    guard start + digits <= bytes.count else { throw failure(.invalidEscape) }
    let code = bytes[start..<start + digits]
    guard code.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit && $0 < 0x80 }),
      let value = UInt32(String(decoding: code, as: UTF8.self), radix: 16), let scalar = Unicode.Scalar(value)
    else { throw failure(.invalidEscape) }
    position += digits
    return Array(String(scalar).utf8)
  }
}
