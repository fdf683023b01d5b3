import CommandTree
import Ledger
import ModelsAPI

/// Which entries of the ledger are meant.
struct LogFilter: OptionGroup {
  var search: [String] = []
  var since: AgeArgument?
  var model: String?
  var profile: String?

  init() {}

  static var syntax: Syntax<Self> {
    [
      .option(
        \.search, "search", value: "WORDS",
        help: "Only what has all of these words, or words that begin so, in question or answer."),
      .option(\.since, "since", value: "AGE", help: "Only what is not older, such as 7d, 2w or 12h."),
      .option(
        \.model, "model", "m", value: "NAME", completion: .words("models"),
        help: "Only what this model was asked, or has answered."),
      .option(
        \.profile, "profile", "p", value: "NAME", completion: .words("profiles"),
        help: "Only what was asked for this profile."),
    ]
  }

  /// Whether everything is meant.
  var isEmpty: Bool { search.isEmpty && since == nil && model == nil && profile == nil }

  /// - Throws: what is wrong with the settings file, in which a model may have another name.
  func query(in context: Context) throws -> LedgerQuery {
    var query = LedgerQuery()
    query.words = search.flatMap { $0.split(whereSeparator: \.isWhitespace).map(String.init) }
    query.since = since?.before(context.now())
    query.model = try model.map { try context.model($0, ConnectionOptions()).text }
    query.profile = profile
    return query
  }
}
