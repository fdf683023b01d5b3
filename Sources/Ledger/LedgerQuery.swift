import Wire

/// Which entries are wanted: all that every condition lets through.
package struct LedgerQuery: Equatable, Sendable {
  /// Words that prompt and answer hold, in any order.
  package var words: [String] = []
  /// The earliest, in milliseconds since 1970, UTC.
  package var since: Int64?
  /// The name of a model that was asked, or that answered.
  package var model: String?
  /// Whose org was asked.
  package var profile: String?
  /// Only those that feedback can be about.
  package var hasGeneration = false
  /// How many at most; the newest come first.
  package var limit: Int?

  /// All entries.
  package init() {}
}

extension LedgerQuery {
  /// What follows `FROM entry`, with the values of its parameters.
  var conditions: (sql: String, values: [SQLiteValue]) { conditions(amongMatches: nil) }

  /// - Parameter count: so many of the entries that were written last and have the words; `nil`: all of them.
  func conditions(amongMatches count: Int?) -> (sql: String, values: [SQLiteValue]) {
    var conditions: [String] = []
    var values: [SQLiteValue] = []
    func add(_ condition: String, _ value: SQLiteValue...) {
      conditions.append(condition)
      values += value
    }
    if let match {
      let last = count.map { " ORDER BY rowid DESC LIMIT \($0)" } ?? ""
      add("id IN (SELECT rowid FROM entry_word WHERE entry_word MATCH ?\(last))", .text(match))
    }
    if let since { add("time >= ?", .integer(since)) }
    if let model { add("(model = ? OR answering_model = ?)", .text(model), .text(model)) }
    if let profile { add("profile = ?", .text(profile)) }
    if hasGeneration { add("generation_id IS NOT NULL AND command != 'feedback'") }
    return (conditions.isEmpty ? "" : " WHERE " + conditions.joined(separator: " AND "), values)
  }

  /// Each word as a phrase that may go on, so that none of its characters is an operator of the search.
  var match: String? {
    let phrases = words.map { "\"\($0.replacingScalars(["\"": "\"\""]))\"*" }
    return phrases.isEmpty ? nil : phrases.joined(separator: " ")
  }
}
