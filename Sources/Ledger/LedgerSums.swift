/// Requests and tokens of all entries that have something in common.
package struct LedgerSums: Equatable, Sendable {
  /// What entries are added up by.
  package enum Grouping: Equatable, Sendable { case model, day, profile, command }

  /// The model, day (`2026-11-27`, local time), profile or command; `nil` where the entries have none.
  package var name: String?
  /// Requests that were answered.
  package var requests: Int
  /// Tokens of what was asked.
  package var inputTokens: Int
  /// Tokens of what was generated.
  package var outputTokens: Int

  /// Sums under a name.
  package init(name: String?, requests: Int, inputTokens: Int, outputTokens: Int) {
    self.name = name
    self.requests = requests
    self.inputTokens = inputTokens
    self.outputTokens = outputTokens
  }
}

extension Ledger {
  /// Adds up what was used: days with the newest first, all else with the most requests first.
  ///
  /// - Throws: ``LedgerFailure``.
  package func usage(
    by grouping: LedgerSums.Grouping, _ query: LedgerQuery = LedgerQuery()
  ) throws(LedgerFailure) -> [LedgerSums] {
    let (conditions, values) = query.conditions
    return try withDatabase { database throws(LedgerFailure) in
      try database.rows(grouping.statement(conditions), values) { row in
        LedgerSums(
          name: row.text(0), requests: Int(row.integer(1) ?? 0), inputTokens: Int(row.integer(2) ?? 0),
          outputTokens: Int(row.integer(3) ?? 0))
      }
    }
  }
}

extension LedgerSums.Grouping {
  /// - Parameter conditions: which entries.
  fileprivate func statement(_ conditions: String) -> String {
    let sums =
      "sum(requests) AS requests, sum(input_tokens) AS input_tokens, sum(output_tokens) AS output_tokens"
    switch self {
    case .model: return statement("model", sums, conditions)
    case .profile: return statement("profile", sums, conditions)
    case .command: return statement("command", sums, conditions)
    case .day:
      // A day begins at a quarter of an hour everywhere, and the calendar is asked once for each.
      return """
        SELECT date(quarter * 900, 'unixepoch', 'localtime') AS name, \(sums) FROM (
          SELECT time / 900000 AS quarter, \(sums) FROM entry\(conditions) GROUP BY quarter
        ) GROUP BY name ORDER BY name DESC
        """
    }
  }

  private func statement(_ column: String, _ sums: String, _ conditions: String) -> String {
    "SELECT \(column), \(sums) FROM entry\(conditions) GROUP BY \(column) ORDER BY requests DESC, \(column)"
  }
}
