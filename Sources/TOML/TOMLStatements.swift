/// What a TOML document consists of, and where: headers and pairs, before anything is known of what they mean together.
struct TOMLStatements {
  /// A value and the bytes it stands on.
  struct Value {
    /// A scalar, or what is in brackets.
    indirect enum Content {
      case scalar(TOMLValue)
      case array([Value])
      case inlineTable([Pair])
    }

    let content: Content
    let range: Range<Int>
  }

  /// `key = value`
  struct Pair {
    let key: [TOMLName]
    let value: Value
    /// From the key's first byte to the value's last.
    let range: Range<Int>
  }

  /// A header or a pair on lines of its own.
  struct Statement {
    /// What stands on the lines.
    enum Content {
      case header([TOMLName], isArray: Bool)
      case pair(Pair)
    }

    let content: Content
    /// From the first blank to the line end, which the last line need not have.
    let lines: Range<Int>
  }

  let all: [Statement]

  /// - Throws: ``TOMLFailure``.
  init(_ bytes: [UInt8]) throws(TOMLFailure) {
    var scanner = try TOMLScanner(bytes)
    var statements: [Statement] = []
    while scanner.next != nil {
      let start = scanner.position
      scanner.skipBlanks()
      guard scanner.next != nil, scanner.next != UInt8(ascii: "#"), !scanner.isAtLineEnd else {
        try scanner.finishLine()
        continue
      }
      let content = try scanner.statement()
      try scanner.finishLine()
      statements.append(Statement(content: content, lines: start..<scanner.position))
    }
    all = statements
  }
}

extension TOMLScanner {
  fileprivate mutating func statement() throws(TOMLFailure) -> TOMLStatements.Statement.Content {
    guard next == UInt8(ascii: "[") else { return .pair(try pair(depth: 0)) }
    let isArray = byte(at: 1) == UInt8(ascii: "[")
    position += isArray ? 2 : 1
    skipBlanks()
    let names = try key()
    guard begins(with: isArray ? "]]" : "]") else { throw failure(.unfinishedHeader) }
    position += isArray ? 2 : 1
    return .header(names, isArray: isArray)
  }

  private mutating func pair(depth: Int) throws(TOMLFailure) -> TOMLStatements.Pair {
    let start = position
    let key = try key()
    guard next == UInt8(ascii: "=") else { throw failure(.expectedEqualsSign) }
    position += 1
    skipBlanks()
    let value = try value(depth: depth)
    return TOMLStatements.Pair(key: key, value: value, range: start..<position)
  }

  private mutating func value(depth: Int) throws(TOMLFailure) -> TOMLStatements.Value {
    guard depth < Self.deepest else { throw failure(.tooDeep) }
    let start = position
    let content: TOMLStatements.Value.Content
    switch next {
    case UInt8(ascii: "\""), UInt8(ascii: "'"):
      content = .scalar(.string(String(decoding: try string(), as: UTF8.self)))
    case UInt8(ascii: "["): content = .array(try array(depth: depth + 1))
    case UInt8(ascii: "{"): content = .inlineTable(try inlineTable(depth: depth + 1))
    default: content = .scalar(try scalar())
    }
    return TOMLStatements.Value(content: content, range: start..<position)
  }

  private mutating func array(depth: Int) throws(TOMLFailure) -> [TOMLStatements.Value] {
    let start = position
    position += 1
    var values: [TOMLStatements.Value] = []
    try skipBlanksAndLines()
    while next != UInt8(ascii: "]") {
      guard next != nil else { throw failure(.unfinishedArray, at: start) }
      values.append(try value(depth: depth))
      try skipBlanksAndLines()
      if next == UInt8(ascii: ",") {
        position += 1
        try skipBlanksAndLines()
      } else if next != UInt8(ascii: "]") {
        throw failure(.unfinishedArray, at: start)
      }
    }
    position += 1
    return values
  }

  private mutating func inlineTable(depth: Int) throws(TOMLFailure) -> [TOMLStatements.Pair] {
    position += 1
    skipBlanks()
    var pairs: [TOMLStatements.Pair] = []
    if next == UInt8(ascii: "}") {
      position += 1
      return pairs
    }
    while true {
      pairs.append(try pair(depth: depth))
      skipBlanks()
      guard let mark = next, mark == UInt8(ascii: ",") || mark == UInt8(ascii: "}") else {
        throw failure(.unfinishedInlineTable)
      }
      position += 1
      if mark == UInt8(ascii: "}") { return pairs }
      skipBlanks()
    }
  }
}
