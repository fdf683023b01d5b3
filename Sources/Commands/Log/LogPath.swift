import CommandTree

/// Prints where the ledger is.
struct LogPath: RunnableCommand {
  static var words: CommandMetadata {
    CommandMetadata(
      "path", "Print where the ledger is kept.",
      discussion: "It is an SQLite database, and need not exist yet.",
      examples: [
        Example(
          "sqlite3 \"$(sfmodels log path)\" 'SELECT count(*) FROM entry'", "Ask it something of your own.")
      ])
  }

  static var syntax: Syntax<Self> { [] }

  func run(in context: Context) async throws {
    guard let directories = context.directories else { throw SettingsFailure.noHome }
    try context.output.line(directories.ledger)
  }
}
