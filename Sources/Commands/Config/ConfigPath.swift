import CommandTree

/// Prints where the settings are kept.
struct ConfigPath: RunnableCommand {

  static var words: CommandMetadata {
    CommandMetadata(
      "path", "Print where the settings are kept.",
      discussion: "The file need not exist. Secrets are kept apart from it, in `credentials.toml` beside it.",
      examples: [Example("$EDITOR \"$(sfmodels config path)\"", "Edit the settings by hand.")])
  }

  static var syntax: Syntax<Self> { [] }

  func run(in context: Context) async throws {
    guard let directories = context.directories else { throw SettingsFailure.noHome }
    try context.output.line(directories.settings)
  }
}
