/// Reads the smallest parts of a TOML document: white space, keys, line ends.
struct TOMLScanner {
  /// Tables within tables, arrays within arrays.
  static let deepest = 128

  let bytes: [UInt8]
  var position: Int

  /// - Throws: ``TOMLFailure`` where the bytes are no UTF-8.
  init(_ bytes: [UInt8]) throws(TOMLFailure) {
    self.bytes = bytes
    position = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    if let invalid = Self.firstInvalid(in: bytes) {
      throw TOMLFailure(line: Self.line(of: invalid, in: bytes), problem: .invalidUTF8)
    }
  }

  var next: UInt8? { position < bytes.count ? bytes[position] : nil }

  func byte(at offset: Int) -> UInt8? {
    position + offset < bytes.count ? bytes[position + offset] : nil
  }

  func begins(with text: StaticString) -> Bool {
    let end = position + text.utf8CodeUnitCount
    return end <= bytes.count
      && text.withUTF8Buffer { buffer in bytes[position..<end].elementsEqual(buffer) }
  }

  func failure(_ problem: TOMLFailure.Problem, at place: Int? = nil) -> TOMLFailure {
    TOMLFailure(line: Self.line(of: place ?? position, in: bytes), problem: problem)
  }

  private static func line(of place: Int, in bytes: [UInt8]) -> Int {
    bytes[..<min(place, bytes.count)].count { $0 == UInt8(ascii: "\n") } + 1
  }

  private static func firstInvalid(in bytes: [UInt8]) -> Int? {
    var (decoder, iterator, count) = (UTF8(), bytes.makeIterator(), 0)
    while true {
      switch decoder.decode(&iterator) {
      case .scalarValue(let scalar): count += UTF8.width(scalar)
      case .emptyInput: return nil
      case .error: return count
      }
    }
  }
}

extension TOMLScanner {
  mutating func skipBlanks() {
    while let next, next == UInt8(ascii: " ") || next == UInt8(ascii: "\t") { position += 1 }
  }

  /// Whether there was a line feed, or one behind a carriage return.
  mutating func skipLineEnd() -> Bool {
    if next == UInt8(ascii: "\n") {
      position += 1
      return true
    }
    guard next == UInt8(ascii: "\r"), byte(at: 1) == UInt8(ascii: "\n") else { return false }
    position += 2
    return true
  }

  /// A remark up to the end of its line.
  mutating func skipComment() throws(TOMLFailure) {
    guard next == UInt8(ascii: "#") else { return }
    while let next, !isAtLineEnd {
      try checkPlain(next)
      position += 1
    }
  }

  /// Blanks, remarks and line ends, as between the elements of an array.
  mutating func skipBlanksAndLines() throws(TOMLFailure) {
    repeat {
      skipBlanks()
      try skipComment()
    } while skipLineEnd()
  }

  /// What may stand behind a value or a header, up to the next line.
  mutating func finishLine() throws(TOMLFailure) {
    skipBlanks()
    try skipComment()
    guard next == nil || skipLineEnd() else { throw failure(.expectedLineEnd) }
  }

  var isAtLineEnd: Bool {
    next == UInt8(ascii: "\n") || next == UInt8(ascii: "\r") && byte(at: 1) == UInt8(ascii: "\n")
  }

  func checkPlain(_ byte: UInt8) throws(TOMLFailure) {
    guard byte >= 0x20 && byte != 0x7F || byte == UInt8(ascii: "\t") else {
      throw failure(.controlCharacter(byte))
    }
  }
}

extension TOMLScanner {
  /// Names with dots between them, and the blanks behind them.
  mutating func key() throws(TOMLFailure) -> [TOMLName] {
    var names = [try name()]
    skipBlanks()
    while next == UInt8(ascii: ".") {
      position += 1
      skipBlanks()
      names.append(try name())
      skipBlanks()
      guard names.count <= Self.deepest else { throw failure(.tooDeep) }
    }
    return names
  }

  private mutating func name() throws(TOMLFailure) -> TOMLName {
    switch next {
    case UInt8(ascii: "\"") where !begins(with: "\"\"\""): return TOMLName(try basicString())
    case UInt8(ascii: "'") where !begins(with: "'''"): return TOMLName(try literalString())
    default: break
    }
    let start = position
    while let next, next.isBareKey { position += 1 }
    guard position > start else { throw failure(.expectedKey) }
    return TOMLName(Array(bytes[start..<position]))
  }
}
