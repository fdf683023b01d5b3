extension Ledger {
  /// The entries that are wanted, the newest first, with their texts.
  ///
  /// - Throws: ``LedgerFailure``.
  package func entries(_ query: LedgerQuery) throws(LedgerFailure) -> [LedgerEntry] {
    let (conditions, values) = query.conditions
    let limit = query.limit.map { " LIMIT \($0)" } ?? ""
    return try withDatabase { database throws(LedgerFailure) in
      try database.rows(
        """
        SELECT \(LedgerEntry.columns) FROM (SELECT * FROM entry\(conditions) ORDER BY id DESC\(limit)) AS entry
        LEFT JOIN entry_text ON entry_text.id = entry.id ORDER BY entry.id DESC
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
    let turns = try entries(
      """
      WHERE entry.key IN (
        WITH RECURSIVE path (key) AS (
          SELECT ?1 UNION SELECT parent FROM entry JOIN path USING (key) WHERE parent IS NOT NULL
        ) SELECT key FROM path
      )
      """, [.integer(key)])
    let known = Dictionary(turns.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
    var path: [LedgerEntry] = []
    var next = known[key]
    while let turn = next, path.count <= turns.count {
      path.append(turn)
      next = turn.parent.flatMap { known[$0] }
    }
    return path.reversed()
  }

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
  package func conversations(of profile: String) throws(LedgerFailure) -> [LedgerConversation] {
    try conversations("WHERE profile = ? ORDER BY time DESC, id DESC", [.text(profile)])
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
