package import Wire

/// Requests and tokens of all entries that have something in common.
package struct LedgerSums: Equatable, Sendable {
  /// What entries are added up by.
  package enum Grouping: Equatable, Sendable { case model, day, profile, command }

  /// The model, day (`2026-11-27`, local time), profile or command; `nil` where the entries have none.
  package var name: String?
  /// Requests that were answered.
  package var requests: Count
  /// Tokens of what was asked.
  package var inputTokens: Count
  /// Tokens of what was generated.
  package var outputTokens: Count

  /// Sums under a name.
  package init(name: String?, requests: Count, inputTokens: Count, outputTokens: Count) {
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
      guard grouping == .day else {
        return try database.sums(of: grouping.column, conditions, values) { $0.text(0) }
          .map { $1.named($0) }
          .sorted { ($1.requests, $0.name ?? "") < ($0.requests, $1.name ?? "") }
      }
      // A day begins at a quarter of an hour everywhere, and the calendar is asked once for each.
      let quarters = try database.sums(of: "time / 900000", conditions, values) { $0.integer(0) }
      var days: [String?: LedgerSums] = [:]
      for (quarter, sums) in quarters {
        let day = try database.rows(
          "SELECT date(? * 900, 'unixepoch', 'localtime')", [quarter.map { .integer($0) } ?? .null]
        ) { $0.text(0) }
        days[day.first.flatMap(\.self), default: .nothing].add(sums)
      }
      return days.map { $1.named($0) }.sorted { ($0.name ?? "") > ($1.name ?? "") }
    }
  }
}

extension SQLiteDatabase {
  /// Adds up entries by what a column says. SQLite's own grouping sorts all of them first, which takes four times as
  /// long for a hundred thousand.
  ///
  /// - Parameter conditions: which entries.
  fileprivate func sums<Name: Hashable>(
    of column: String, _ conditions: String, _ values: [SQLiteValue], _ name: (SQLiteStatement) -> Name
  ) throws(LedgerFailure) -> [Name: LedgerSums] {
    var sums: [Name: LedgerSums] = [:]
    try forEachRow("SELECT \(column), requests, input_tokens, output_tokens FROM entry\(conditions)", values)
    {
      sums[name($0), default: .nothing].add(LedgerSums(of: $0))
    }
    return sums
  }
}

extension LedgerSums {
  fileprivate static let nothing = LedgerSums(name: nil, requests: 0, inputTokens: 0, outputTokens: 0)

  /// What a row says behind its name.
  init(of row: SQLiteStatement) {
    func count(_ column: Int32) -> Count { Count(clamping: Int(row.integer(column) ?? 0)) }
    self.init(name: nil, requests: count(1), inputTokens: count(2), outputTokens: count(3))
  }

  fileprivate mutating func add(_ other: LedgerSums) {
    requests += other.requests
    inputTokens += other.inputTokens
    outputTokens += other.outputTokens
  }

  func named(_ name: String?) -> LedgerSums {
    LedgerSums(name: name, requests: requests, inputTokens: inputTokens, outputTokens: outputTokens)
  }
}

extension LedgerSums.Grouping {
  fileprivate var column: String {
    switch self {
    case .model: "model"
    case .profile: "profile"
    case .command: "command"
    case .day: "time"
    }
  }
}
