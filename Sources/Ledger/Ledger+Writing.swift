extension Ledger {
  /// Writes a record, and those that wait for it.
  ///
  /// - Parameter most: how many of those.
  /// - Returns: the id of the conversation afterwards: another one where somebody else has gone on with it meanwhile,
  ///   whose turns stay where they are; `nil` for a record of none.
  /// - Throws: ``LedgerFailure``, and nothing is written.
  @discardableResult
  package func write(_ record: LedgerRecord, pendingAtMost most: Int = .max) throws(LedgerFailure) -> String?
  {
    let pending = pending
    let (id, written) = try withDatabase { database throws(LedgerFailure) in
      try database.transaction { () throws(LedgerFailure) in
        // Only now: who waits for the database would read them again with each attempt.
        let waiting = pending.mayExist ? pending.first(most) : []
        for one in waiting { _ = try database.write(one.record) }
        return (try database.write(record), waiting.map(\.path))
      }
    }
    pending.remove(written)
    return id
  }

  /// Writes what waits to be written.
  ///
  /// - Throws: ``LedgerFailure``.
  package func writePending() throws(LedgerFailure) {
    guard pending.mayExist else { return }
    try write(LedgerRecord([]))
  }
}

extension Ledger {
  /// Compiles what writing an entry takes, and reads the pages that it changes, while nobody waits for it.
  ///
  /// - Throws: ``LedgerFailure``.
  func prepareToWrite() throws(LedgerFailure) {
    try withDatabase { database throws(LedgerFailure) in
      try database.prepare(SQLiteDatabase.newEntry)
      try database.prepare(SQLiteDatabase.newTexts)
      for statement in Self.touchingPages { try database.run(statement) }
      _ = try database.rows(SQLiteDatabase.knownEntry, [.integer(0)]) { $0.integer(0) }
    }
  }

  /// The last page of each table and index, where new entries go.
  private static let touchingPages = [
    "SELECT max(id) FROM entry", "SELECT max(time) FROM entry", "SELECT max(id) FROM entry_text",
    "SELECT seq FROM sqlite_sequence", "SELECT rowid FROM entry_word WHERE entry_word MATCH 'a' LIMIT 1",
  ]
}

extension SQLiteDatabase {
  fileprivate func write(_ record: LedgerRecord) throws(LedgerFailure) -> String? {
    var conversation = record.conversation
    if let known = conversation {
      let head = try rows("SELECT head FROM conversation WHERE id = ?", [.text(known.id)]) { $0.integer(0) }
      if let head = head.first, head != record.knownHead, head != known.head {
        conversation?.id = "\(known.id)-\(String((known.head ?? known.time) & 0xFFFF, radix: 16))"
      }
    }
    for var entry in record.entries {
      if let conversation { entry.conversation = conversation.id }
      try write(entry)
    }
    if let conversation { try write(conversation) }
    return conversation?.id
  }

  private func write(_ entry: LedgerEntry) throws(LedgerFailure) {
    // An upsert would use up a number each time.
    let known = try rows(Self.knownEntry, [.integer(entry.key)]) { $0.integer(0) }
    let statement = known.isEmpty ? Self.newEntry : Self.changedEntry
    let id = try rows(statement, entry.values) { $0.integer(0) }.first.flatMap(\.self)
    guard let id, let texts = entry.texts else { return }
    try run(
      Self.newTexts, [.integer(id), .init(texts.system), .init(texts.prompt), .init(texts.text)])
  }

  fileprivate static let knownEntry = "SELECT id FROM entry WHERE key = ?"

  fileprivate static let newTexts = """
    INSERT INTO entry_text (id, system, prompt, text) VALUES (?, ?, ?, ?)
    ON CONFLICT (id) DO UPDATE SET system = excluded.system, prompt = excluded.prompt, text = excluded.text
    """

  fileprivate static let newEntry = """
    INSERT INTO entry (\(columns.joined(separator: ", ")))
    VALUES (\(columns.map { _ in "?" }.joined(separator: ", "))) RETURNING id
    """

  private static let changedEntry = """
    UPDATE entry SET \(columns.enumerated().map { "\($1) = ?\($0 + 1)" }.joined(separator: ", "))
    WHERE key = ?1 RETURNING id
    """

  /// In the order of the values of an entry.
  private static let columns = [
    "key", "time", "command", "profile", "model", "answering_model", "conversation", "parent",
    "generation_id",
    "requests", "input_tokens", "output_tokens", "cached_tokens", "reasoning_tokens", "duration", "rows_done",
    "rows_refused", "verdict",
  ]

  private func write(_ conversation: LedgerConversation) throws(LedgerFailure) {
    try run(
      """
      INSERT INTO conversation (id, profile, model, system, settings, head, time) VALUES (?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (id) DO UPDATE SET
        model = excluded.model, system = excluded.system, settings = excluded.settings, head = excluded.head,
        time = excluded.time
      """,
      [
        .text(conversation.id), .text(conversation.profile), .text(conversation.model),
        .init(conversation.system), .text(conversation.settings), .init(conversation.head),
        .integer(conversation.time),
      ])
  }
}

extension LedgerEntry {
  /// In the order of the statement's parameters.
  fileprivate var values: [SQLiteValue] {
    [
      .integer(key), .integer(time), .text(command), .text(profile), .init(model), .init(answeringModel),
      .init(conversation), .init(parent), .init(generation), .init(requests), .init(usage.input),
      .init(usage.output), .init(usage.cached), .init(usage.reasoning), .init(duration), .init(rows?.done),
      .init(rows?.refused), .init(verdict),
    ]
  }
}

extension Ledger {
  /// Writes records that come from somewhere else, if that was not done before.
  ///
  /// - Parameters:
  ///   - name: of what they come from.
  ///   - records: is asked for them once in the ledger's life.
  /// - Throws: ``LedgerFailure``, and nothing is written.
  package func takeOver(_ name: String, _ records: () -> [LedgerRecord]) throws(LedgerFailure) {
    let isNew = try withDatabase { database throws(LedgerFailure) in
      try database.number("SELECT count(*) FROM taken_over WHERE name = ?", [.text(name)]) == 0
    }
    guard isNew else { return }
    let records = records()
    try withDatabase { database throws(LedgerFailure) in
      try database.transaction { () throws(LedgerFailure) in
        // Two may begin at the same time.
        let mine: [Int64?] = try database.rows(
          "INSERT INTO taken_over (name) VALUES (?) ON CONFLICT DO NOTHING RETURNING 1", [.text(name)]
        ) { $0.integer(0) }
        guard !mine.isEmpty else { return }
        for record in records { _ = try database.write(record) }
      }
    }
  }
}
