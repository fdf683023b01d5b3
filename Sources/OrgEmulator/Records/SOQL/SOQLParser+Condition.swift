extension SOQLParser {
  /// `a AND b`, `a OR b`; both together need parentheses.
  mutating func condition() throws(SOQLError) -> SOQLQuery.Condition {
    var parts = [try negatable()]
    if take("AND") {
      repeat { parts.append(try negatable()) } while take("AND")
      return .all(parts)
    }
    if take("OR") {
      repeat { parts.append(try negatable()) } while take("OR")
      return .any(parts)
    }
    return parts[0]
  }

  private mutating func negatable() throws(SOQLError) -> SOQLQuery.Condition {
    take("NOT") ? .not(try primary()) : try primary()
  }

  private mutating func primary() throws(SOQLError) -> SOQLQuery.Condition {
    guard takeSymbol("(") else { return try comparison() }
    return try nested { (parser) throws(SOQLError) in try parser.condition() }
  }

  private mutating func comparison() throws(SOQLError) -> SOQLQuery.Condition {
    let path = try path()
    if take("LIKE") {
      guard case .string(let pattern) = next.kind else { throw unexpected() }
      advance()
      return .like(path, pattern: pattern)
    }
    if take("IN") { return .among(path, try list(), isNegated: false) }
    if take("NOT") {
      try expect("IN")
      return .among(path, try list(), isNegated: true)
    }
    guard case .symbol(let symbol) = next.kind,
      let comparator = SOQLQuery.Operator(rawValue: symbol == "<>" ? "!=" : symbol)
    else { throw unexpected() }
    advance()
    return .comparison(path, comparator, try literal())
  }

  private mutating func list() throws(SOQLError) -> [SOQLQuery.Literal] {
    try expectSymbol("(")
    var literals: [SOQLQuery.Literal] = []
    repeat { literals.append(try literal()) } while takeSymbol(",")
    try expectSymbol(")")
    return literals
  }

  private mutating func literal() throws(SOQLError) -> SOQLQuery.Literal {
    let literal: SOQLQuery.Literal? =
      switch next.kind {
      case .string(let raw): .text(Self.unescaped(raw))
      case .number(let text):
        Double(text).map { .number($0) } ?? SOQLTimeSpan(timestamp: text).map { .time($0) }
      case .word(let word):
        switch word.uppercased() {
        case "NULL": .null
        case "TRUE": .flag(true)
        case "FALSE": .flag(false)
        default: SOQLTimeSpan(word, now: now).map { .time($0) }
        }
      case .symbol, .end: nil
      }
    guard let literal else { throw unexpected() }
    advance()
    return literal
  }

  /// Source: SOQL and SOSL Reference, "Quoted String Escape Sequences".
  static func unescaped(_ raw: String) -> String {
    var text = ""
    var isEscaped = false
    for character in raw {
      if isEscaped {
        let meanings: [Character: Character] = [
          "n": "\n", "N": "\n", "r": "\r", "R": "\r", "t": "\t", "T": "\t",
        ]
        text.append(meanings[character] ?? character)
        isEscaped = false
      } else if character == "\\" {
        isEscaped = true
      } else {
        text.append(character)
      }
    }
    return text
  }
}
