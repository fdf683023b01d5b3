import CommandTree
import Ledger

/// Removes what is old.
struct LogPrune: RunnableCommand {
  var age: AgeArgument?

  init() {}

  static var words: CommandMetadata {
    CommandMetadata(
      "prune", "Remove what was asked and answered a long time ago.",
      discussion: """
        Turns of a conversation that younger ones have followed stay. What is removed is gone from the file, too; how \
        much it was is said on standard error.
        """,
      examples: [Example("sfmodels log prune --older-than 90d", "Keep the last three months.")])
  }

  static var syntax: Syntax<Self> {
    [.option(\.age, "older-than", value: "AGE", help: "How old, such as 90d, 12w or 36h; needed.")]
  }

  func run(in context: Context) async throws {
    guard let age else { throw CommandFailure.missingOption("--older-than") }
    let ledger = try context.neededLedger()
    let (count, isErased) = try ledger.prune(olderThan: age.before(context.now()))
    let entries = RowMessages.count(count, "entry", "entries")
    Notes(context.errors, isQuiet: false).note("\(entries) \(count == 1 ? "is" : "are") removed")
    guard isErased else { throw LedgerFailure.logInUse(path: ledger.path + "-wal") }
  }
}
