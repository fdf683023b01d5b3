/// What was asked with one key of a server, of one model, on one day.
package struct LedgerKeyUsage: Equatable, Sendable {
  /// `2026-11-27`, UTC.
  package var day: String
  /// The key's name.
  package var key: String
  /// As the server's figures call it.
  package var model: String
  /// Requests that were answered, or failed on the way.
  package var requests: Int
  /// Those among them that ended in an error.
  package var failures: Int
  /// Tokens of what was asked.
  package var inputTokens: Int
  /// Tokens of what was generated.
  package var outputTokens: Int

  /// Usage of a key.
  package init(
    day: String, key: String, model: String, requests: Int, failures: Int, inputTokens: Int, outputTokens: Int
  ) {
    (self.day, self.key, self.model) = (day, key, model)
    (self.requests, self.failures) = (requests, failures)
    (self.inputTokens, self.outputTokens) = (inputTokens, outputTokens)
  }
}

extension Ledger {
  /// Adds to what keys have used, all of it or nothing.
  ///
  /// - Throws: ``LedgerFailure``.
  package func add(_ usages: [LedgerKeyUsage]) throws(LedgerFailure) {
    try withDatabase { database throws(LedgerFailure) in
      try database.makeKeyUsage()
      try database.transaction { () throws(LedgerFailure) in
        for usage in usages { try database.run(Self.addition, usage.values) }
      }
    }
  }

  /// What each key has used on a day: tokens of both kinds by the key's name, those of other servers on the same file
  /// among them.
  ///
  /// - Parameter day: `2026-11-27`, UTC.
  /// - Throws: ``LedgerFailure``.
  package func keyTokens(on day: String) throws(LedgerFailure) -> [String: Int] {
    try withDatabase { database throws(LedgerFailure) in
      try database.makeKeyUsage()
      let rows = try database.rows(
        "SELECT key, sum(input_tokens + output_tokens) FROM key_usage WHERE day = ? GROUP BY key",
        [.text(day)]
      ) { ($0.text(0) ?? "", Int($0.integer(1) ?? 0)) }
      return Dictionary(rows, uniquingKeysWith: { first, _ in first })
    }
  }

  /// What keys have used since a day, the newest day first.
  ///
  /// - Parameter day: `2026-11-27`, UTC.
  /// - Throws: ``LedgerFailure``.
  package func keyUsage(since day: String) throws(LedgerFailure) -> [LedgerKeyUsage] {
    try withDatabase { database throws(LedgerFailure) in
      guard try database.hasKeyUsage else { return [] }
      return try database.rows(
        """
        SELECT day, key, model, requests, failures, input_tokens, output_tokens FROM key_usage WHERE day >= ?
        ORDER BY day DESC, key, model
        """, [.text(day)]
      ) { row in
        LedgerKeyUsage(
          day: row.text(0) ?? "", key: row.text(1) ?? "", model: row.text(2) ?? "",
          requests: Int(row.integer(3) ?? 0), failures: Int(row.integer(4) ?? 0),
          inputTokens: Int(row.integer(5) ?? 0), outputTokens: Int(row.integer(6) ?? 0))
      }
    }
  }

  /// Adds up what each key has used, the one with the most requests first.
  ///
  /// - Parameter day: the first that counts, `2026-11-27`, UTC; `nil` for all.
  /// - Throws: ``LedgerFailure``.
  package func usageByKey(since day: String?) throws(LedgerFailure) -> [LedgerSums] {
    try withDatabase { database throws(LedgerFailure) in
      guard try database.hasKeyUsage else { return [] }
      return try database.rows(
        """
        SELECT key, sum(requests) AS requests, sum(input_tokens), sum(output_tokens) FROM key_usage WHERE day >= ?
        GROUP BY key ORDER BY requests DESC, key
        """, [.text(day ?? "")]
      ) { LedgerSums(of: $0).named($0.text(0)) }
    }
  }

  // A service may tell any number of tokens, and sums beyond 64 bits would become fractions.
  private static let addition = """
    INSERT INTO key_usage (day, key, model, requests, failures, input_tokens, output_tokens) VALUES (?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (day, key, model) DO UPDATE SET
      requests = requests + excluded.requests,
      failures = failures + excluded.failures,
      input_tokens = min(input_tokens + excluded.input_tokens, \(LedgerKeyUsage.largest)),
      output_tokens = min(output_tokens + excluded.output_tokens, \(LedgerKeyUsage.largest))
    """
}

extension LedgerKeyUsage {
  /// Thousands of these make a number of 64 bits still.
  fileprivate static let largest = 1 << 50

  /// In the order of the statement's parameters.
  fileprivate var values: [SQLiteValue] {
    [.text(day), .text(key), .text(model), .init(requests), .init(failures)]
      + [inputTokens, outputTokens].map { .init(min($0, Self.largest)) }
  }
}

extension SQLiteDatabase {
  fileprivate var hasKeyUsage: Bool {
    get throws(LedgerFailure) {
      try number("SELECT count(*) FROM sqlite_master WHERE name = 'key_usage'") > 0
    }
  }

  /// Ledgers of those who serve nobody do without.
  fileprivate func makeKeyUsage() throws(LedgerFailure) {
    try run(
      """
      CREATE TABLE IF NOT EXISTS key_usage (
        day TEXT NOT NULL,
        key TEXT NOT NULL,
        model TEXT NOT NULL,
        requests INTEGER NOT NULL,
        failures INTEGER NOT NULL,
        input_tokens INTEGER NOT NULL,
        output_tokens INTEGER NOT NULL,
        PRIMARY KEY (day, key, model)
      ) WITHOUT ROWID
      """)
  }
}
