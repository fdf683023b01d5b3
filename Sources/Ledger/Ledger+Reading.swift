extension Ledger {
  /// The entries that are wanted, the newest first, with their texts.
  ///
  /// Of words that nearly every entry has, the entries that were written last are looked at before all others.
  ///
  /// - Throws: ``LedgerFailure``.
  package func entries(_ query: LedgerQuery) throws(LedgerFailure) -> [LedgerEntry] {
    guard let limit = query.limit, !query.words.isEmpty, let oldest = try oldestOfManyMatches(query) else {
      return try entries(query, amongMatches: nil)
    }
    let found = try entries(query, amongMatches: Self.manyMatches)
    guard let last = found.last, found.count >= limit else { return try entries(query, amongMatches: nil) }
    // What was written earlier is older, unless it came from somewhere else.
    let younger = try withDatabase { database throws(LedgerFailure) in
      try database.number(
        "SELECT count(*) FROM (SELECT 1 FROM entry WHERE time >= ? AND id < ? LIMIT 1)",
        [.integer(last.time), .integer(oldest)])
    }
    return younger == 0 ? found : try entries(query, amongMatches: nil)
  }

  private static let manyMatches = 2_000

  /// The smallest id among the matches that were written last; `nil` where there are not that many.
  private func oldestOfManyMatches(_ query: LedgerQuery) throws(LedgerFailure) -> Int64? {
    guard let match = query.match else { return nil }
    let ids = try withDatabase { database throws(LedgerFailure) in
      try database.rows(
        """
        SELECT count(*), min(rowid) FROM (
          SELECT rowid FROM entry_word WHERE entry_word MATCH ? ORDER BY rowid DESC LIMIT \(Self.manyMatches)
        )
        """, [.text(match)]
      ) { ($0.integer(0) ?? 0, $0.integer(1)) }
    }
    return ids.first.flatMap { $0.0 < Self.manyMatches ? nil : $0.1 }
  }

  /// - Parameter count: so many of those that were written last and have the words; `nil`: all of them.
  private func entries(
    _ query: LedgerQuery, amongMatches count: Int?
  ) throws(LedgerFailure) -> [LedgerEntry] {
    let (conditions, values) = query.conditions(amongMatches: count)
    let limit = query.limit.map { " LIMIT \($0)" } ?? ""
    return try withDatabase { database throws(LedgerFailure) in
      try database.rows(
        """
        SELECT \(LedgerEntry.columns) FROM (
          SELECT * FROM entry\(conditions) ORDER BY time DESC, id DESC\(limit)
        ) AS entry LEFT JOIN entry_text ON entry_text.id = entry.id ORDER BY time DESC, entry.id DESC
        """, values, LedgerEntry.init)
    }
  }

  /// The entry of this id.
  ///
  /// - Throws: ``LedgerFailure``.
  package func entry(_ id: Int64) throws(LedgerFailure) -> LedgerEntry? {
    try entries("WHERE entry.id = ?", [.integer(id)]).first
  }

  /// The turns that led to one, the first one first.
  ///
  /// - Throws: ``LedgerFailure``.
  package func turns(to key: Int64) throws(LedgerFailure) -> [LedgerEntry] {
    try entries(Self.path, [.integer(key)])
  }

  /// The turn with which the conversation began that led to one.
  ///
  /// - Throws: ``LedgerFailure``.
  package func firstTurn(to key: Int64) throws(LedgerFailure) -> LedgerEntry? {
    try entries("\(Self.path) LIMIT 1", [.integer(key)]).first
  }

  /// From a turn to the first one, which comes first. A database that somebody has changed may have a circle in it.
  private static let path = """
    JOIN (
      WITH RECURSIVE path (turn, depth) AS (
        SELECT ?1, 0
        UNION ALL SELECT parent, depth + 1 FROM entry JOIN path ON key = turn
        WHERE parent IS NOT NULL AND depth < 100000
      ) SELECT turn, depth FROM path
    ) ON turn = entry.key ORDER BY depth DESC
    """

  private func entries(
    _ condition: String, _ values: [SQLiteValue]
  ) throws(LedgerFailure) -> [LedgerEntry] {
    try withDatabase { database throws(LedgerFailure) in
      try database.rows(
        "SELECT \(LedgerEntry.columns) FROM entry LEFT JOIN entry_text ON entry_text.id = entry.id \(condition)",
        values, LedgerEntry.init)
    }
  }
}

extension Ledger {
  /// The conversation of this id.
  ///
  /// - Throws: ``LedgerFailure``.
  package func conversation(_ id: String) throws(LedgerFailure) -> LedgerConversation? {
    try conversations("WHERE id = ?", [.text(id)]).first
  }

  /// The conversations of a profile, the one that was written to last first.
  ///
  /// - Throws: ``LedgerFailure``.
  package func conversations(
    of profile: String, upTo limit: Int
  ) throws(LedgerFailure) -> [LedgerConversation] {
    try conversations(
      "WHERE profile = ? ORDER BY time DESC, id DESC LIMIT ?", [.text(profile), .init(limit)])
  }

  private func conversations(
    _ condition: String, _ values: [SQLiteValue]
  ) throws(LedgerFailure) -> [LedgerConversation] {
    try withDatabase { database throws(LedgerFailure) in
      try database.rows(
        "SELECT id, profile, model, system, settings, head, time FROM conversation \(condition)", values
      ) { row in
        LedgerConversation(
          id: row.text(0) ?? "", profile: row.text(1) ?? "", model: row.text(2) ?? "", system: row.text(3),
          settings: row.text(4) ?? "{}", head: row.integer(5), time: row.integer(6) ?? 0)
      }
    }
  }
}

extension LedgerEntry {
  fileprivate static let columns = """
    entry.id, key, time, command, profile, model, answering_model, conversation, parent, generation_id, requests,
    input_tokens, output_tokens, cached_tokens, reasoning_tokens, duration, rows_done, rows_refused, verdict,
    entry_text.id, system, prompt, text
    """

  /// A row of ``columns``.
  fileprivate init(_ row: SQLiteStatement) {
    self.init(time: row.integer(2) ?? 0, command: row.text(3) ?? "", profile: row.text(4) ?? "")
    id = row.integer(0)
    key = row.integer(1) ?? 0
    model = row.text(5)
    answeringModel = row.text(6)
    conversation = row.text(7)
    parent = row.integer(8)
    generation = row.text(9)
    requests = row.count(10) ?? 0
    usage = LedgerUsage(
      input: row.count(11), output: row.count(12), cached: row.count(13), reasoning: row.count(14))
    duration = row.integer(15)
    rows = row.count(16).map { LedgerRows(done: $0, refused: row.count(17) ?? 0) }
    verdict = row.text(18)
    guard row.integer(19) != nil else { return }
    texts = LedgerTexts(system: row.text(20), prompt: row.text(21), text: row.text(22))
  }
}

extension SQLiteStatement {
  fileprivate func count(_ column: Int32) -> Int? { integer(column).map { Int($0) } }
}
