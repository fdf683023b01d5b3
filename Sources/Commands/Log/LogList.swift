import CommandTree
import Ledger
import Terminal
import Wire

/// Shows what was asked and answered on this machine.
struct LogList: RunnableCommand {
  var id: Int?
  var filter = LogFilter()
  var count: Int?
  var json = false

  init() {}

  static var words: CommandMetadata {
    CommandMetadata(
      "list", "List what was asked and answered on this machine, or show one entry whole.",
      discussion: """
        The newest entries come first, 50 of them. A terminal shows a table; elsewhere each entry is a line of its \
        number, time (UTC), command, profile, model and the beginning of what was asked, separated by tabs. `--json` \
        prints JSON Lines, whole: `id`, `time`, `command`, `profile`, `model`, `prompt`, `text`, `usage`, \
        `generation_id`, and for turns of conversations `conversation`. With a number one entry is shown whole.
        """,
      examples: [
        Example("sfmodels log --search invoice --since 7d", "Find an answer of last week again."),
        Example("sfmodels log 1", "Show an entry whole."),
        Example("sfmodels log --json -n 1", "The last entry, for a program."),
      ])
  }

  static var syntax: Syntax<Self> {
    [
      .operand(\.id, "ID", help: "The number of an entry."),
      .group(\.filter),
      .option(\.count, "count", "n", value: "N", help: "How many at most; 50 unless said otherwise."),
      .flag(\.json, "json", help: "Print an object a line."),
    ]
  }

  func run(in context: Context) async throws {
    let ledger = try context.readableLedger()
    if let id { return try show(Int64(id), of: ledger, in: context) }
    var query = try filter.query(in: context)
    let count = count ?? 50
    guard count > 0 else { throw CommandFailure.unusableOption("--count", reason: "it is a number from 1") }
    query.limit = count
    let entries = try ledger?.entries(query) ?? []
    guard !json else {
      for entry in entries { try context.output.line(JSONValue.object(entry.json).text) }
      return
    }
    guard context.output.isTerminal else {
      for entry in entries { try context.output.line(entry.line) }
      return
    }
    if entries.isEmpty { return Notes(context.errors, isQuiet: false).note("nothing is kept that fits") }
    for line in LogTable(entries, width: context.width).lines { try context.output.line(line) }
  }

  private func show(_ id: Int64, of ledger: Ledger?, in context: Context) throws {
    guard filter.isEmpty, count == nil else {
      throw CommandFailure.conflictingOptions(["ID", filter.isEmpty ? "--count" : "a condition"])
    }
    guard let entry = try ledger?.entry(id) else { throw CommandFailure.noEntry(id) }
    guard !json else { return try context.output.line(JSONValue.object(entry.json).text) }
    try LogPage(entry).print { try context.output.line(prose: $0) }
  }
}

extension Context {
  /// - Throws: ``SettingsFailure/noHome``, `LedgerFailure`.
  func neededLedger() throws -> Ledger {
    guard let ledger = try ledger(upgrades: true) else { throw SettingsFailure.noHome }
    return ledger
  }
}
