import FoundationEssentials

/// Reads a query: `SELECT … FROM … WHERE … ORDER BY … LIMIT … OFFSET …`.
///
/// Source: SOQL and SOSL Reference, "SOQL SELECT Syntax". Grouping, sub-queries, `TYPEOF` and `WITH` are not part of this
/// org.
struct SOQLParser {
  let query: String
  let now: Date
  private let tokens: [SOQLToken]
  private var index = 0
  /// How many parentheses are open in a condition.
  private var depth = 0
  private static let deepest = 100

  /// - Throws: ``SOQLError`` for what is no word of a query.
  init(_ query: String, now: Date) throws(SOQLError) {
    self.query = query
    self.now = now
    var scanner = SOQLScanner(query)
    tokens = try scanner.tokens()
  }

  var next: SOQLToken { tokens[index] }

  mutating func advance() { index = min(index + 1, tokens.count - 1) }

  /// - Throws: ``SOQLError`` with the place of the first word that does not belong there.
  mutating func parse() throws(SOQLError) -> SOQLQuery {
    var query = SOQLQuery()
    try expect("SELECT")
    query.selection = try selection()
    try expect("FROM")
    query.object = try path()
    if case .word(let word) = next.kind, !Self.clauses.contains(word.uppercased()) {
      query.alias = word
      advance()
    }
    if take("WHERE") { query.condition = try condition() }
    if take("ORDER") {
      try expect("BY")
      query.order = try order()
    }
    if take("LIMIT") { query.limit = try whole() }
    if take("OFFSET") { query.offset = try whole() }
    guard next.kind == .end else { throw unexpected() }
    if query.selection == .count, let first = query.order.first {
      throw SOQLError(
        malformed: "ORDER BY is not allowed with COUNT()", in: self.query, at: first.path.offset)
    }
    return query
  }

  private static let clauses = [
    "WHERE", "ORDER", "LIMIT", "OFFSET", "GROUP", "HAVING", "WITH", "FOR", "USING",
  ]

  private mutating func selection() throws(SOQLError) -> SOQLQuery.Selection {
    var items: [SOQLQuery.Item] = []
    repeat {
      let name = try path()
      guard takeSymbol("(") else {
        items.append(.field(name))
        continue
      }
      if name.text.uppercased() == "COUNT", items.isEmpty, takeSymbol(")") { return .count }
      guard name.text.uppercased() == "FIELDS" else { throw unexpected() }
      items.append(.group(try path().text.uppercased(), offset: name.offset))
      try expectSymbol(")")
    } while takeSymbol(",")
    return .fields(items)
  }

  private mutating func order() throws(SOQLError) -> [SOQLQuery.Sorting] {
    var orders: [SOQLQuery.Sorting] = []
    repeat {
      let path = try path()
      let isDescending = take("DESC")
      if !isDescending { _ = take("ASC") }
      var hasNullsLast = false
      if take("NULLS") {
        hasNullsLast = take("LAST")
        if !hasNullsLast { try expect("FIRST") }
      }
      orders.append(
        SOQLQuery.Sorting(path: path, isDescending: isDescending, hasNullsLast: hasNullsLast))
    } while takeSymbol(",")
    return orders
  }

  private mutating func whole() throws(SOQLError) -> Int {
    guard case .number(let digits) = next.kind, let number = Int(digits), number >= 0 else {
      throw unexpected()
    }
    advance()
    return number
  }

  /// What stands between parentheses, which are read by recursion.
  mutating func nested<Content>(
    _ read: (inout Self) throws(SOQLError) -> Content
  ) throws(SOQLError) -> Content {
    guard depth < Self.deepest else { throw unexpected() }
    depth += 1
    defer { depth -= 1 }
    let content = try read(&self)
    try expectSymbol(")")
    return content
  }

  mutating func path() throws(SOQLError) -> SOQLQuery.Path {
    guard case .word(let text) = next.kind else { throw unexpected() }
    defer { advance() }
    return SOQLQuery.Path(text: text, offset: next.offset)
  }

  mutating func take(_ keyword: String) -> Bool {
    guard case .word(let word) = next.kind, word.uppercased() == keyword else { return false }
    advance()
    return true
  }

  mutating func takeSymbol(_ symbol: String) -> Bool {
    guard next.kind == .symbol(symbol) else { return false }
    advance()
    return true
  }

  mutating func expect(_ keyword: String) throws(SOQLError) {
    guard take(keyword) else { throw unexpected() }
  }

  mutating func expectSymbol(_ symbol: String) throws(SOQLError) {
    guard takeSymbol(symbol) else { throw unexpected() }
  }

  func unexpected() -> SOQLError {
    SOQLError(malformed: "unexpected token: '\(next.text)'", in: query, at: next.offset)
  }
}
