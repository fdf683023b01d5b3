package import CommandTree

/// Prints where the settings are kept.
package struct ConfigPath: RunnableCommand {
  package init() {}

  package static var words: CommandMetadata {
    CommandMetadata(
      "path", "Print where the settings are kept.",
      discussion: "The file need not exist. Secrets are kept apart from it, in `credentials.toml` beside it.",
      examples: [Example("$EDITOR \"$(sfmodels config path)\"", "Edit the settings by hand.")])
  }

  package static var syntax: Syntax<Self> { [] }

  package func run(in context: Context) async throws {
    guard let directories = context.directories else { throw SettingsFailure.noHome }
    try context.output.line(directories.settings)
  }
}
