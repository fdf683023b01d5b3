/// A word of a query.
struct SOQLToken: Equatable {
  enum Kind: Equatable {
    /// A name, a keyword or a path: `Account.Name`.
    case word(String)
    /// Digits, dates and times: whatever begins with a digit or a sign.
    case number(String)
    /// What stands between quotes, escapes unresolved.
    case string(String)
    /// An operator, a bracket or a comma.
    case symbol(String)
    case end
  }

  let kind: Kind
  /// Bytes before it.
  let offset: Int

  /// How an error names it.
  var text: String {
    switch kind {
    case .word(let text), .number(let text), .symbol(let text): text
    case .string(let text): "'\(text)'"
    case .end: "<EOF>"
    }
  }
}

/// Takes a query apart into words.
struct SOQLScanner {
  private let query: String
  private let bytes: [UInt8]
  private var index = 0

  init(_ query: String) {
    self.query = query
    bytes = Array(query.utf8)
  }

  /// All words, and the end.
  ///
  /// - Throws: ``SOQLError`` for a string without an end, and for a character that has no meaning.
  mutating func tokens() throws(SOQLError) -> [SOQLToken] {
    var tokens: [SOQLToken] = []
    repeat { tokens.append(try next()) } while tokens.last?.kind != .end
    return tokens
  }

  private mutating func next() throws(SOQLError) -> SOQLToken {
    while index < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[index]) { index += 1 }
    guard index < bytes.count else { return SOQLToken(kind: .end, offset: index) }
    let start = index
    return SOQLToken(kind: try kind(bytes[index]), offset: start)
  }

  private mutating func kind(_ byte: UInt8) throws(SOQLError) -> SOQLToken.Kind {
    switch byte {
    case UInt8(ascii: "'"): return .string(try string())
    case _ where byte.isLetter || byte == UInt8(ascii: "_"):
      return .word(take { $0.isLetter || $0.isDigit || "_.:".utf8.contains($0) })
    case _ where byte.isDigit || "+-".utf8.contains(byte):
      return .number(take { $0.isLetter || $0.isDigit || "+-.:".utf8.contains($0) })
    case _ where "<>!=".utf8.contains(byte): return .symbol(take { "<>!=".utf8.contains($0) })
    case _ where "(),".utf8.contains(byte):
      index += 1
      return .symbol(String(decoding: [byte], as: UTF8.self))
    default:
      let rest = String(decoding: bytes[index...], as: UTF8.self)
      throw SOQLError(malformed: "unexpected token: '\(rest.prefix(1))'", in: query, at: index)
    }
  }

  private mutating func take(while isPart: (UInt8) -> Bool) -> String {
    let start = index
    while index < bytes.count, isPart(bytes[index]) { index += 1 }
    return String(decoding: bytes[start..<index], as: UTF8.self)
  }

  private mutating func string() throws(SOQLError) -> String {
    let start = index
    index += 1
    while index < bytes.count, bytes[index] != UInt8(ascii: "'") {
      index += bytes[index] == UInt8(ascii: "\\") ? 2 : 1
    }
    guard index < bytes.count else {
      throw SOQLError(malformed: "unexpected token: '<EOF>'", in: query, at: start)
    }
    defer { index += 1 }
    return String(decoding: bytes[(start + 1)..<index], as: UTF8.self)
  }
}

extension UInt8 {
  fileprivate var isLetter: Bool { UInt8(ascii: "a")...UInt8(ascii: "z") ~= self | 0x20 }
  fileprivate var isDigit: Bool { UInt8(ascii: "0")...UInt8(ascii: "9") ~= self }
}
