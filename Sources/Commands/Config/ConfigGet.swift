import CommandTree

/// Prints one setting.
struct ConfigGet: RunnableCommand {
  var key = ""
  var profile = ProfileOption()

  init() {}

  static var words: CommandMetadata {
    CommandMetadata(
      "get", "Print the value of a setting.",
      discussion: "Prints what the settings file says, and ends with 1 when it says nothing.",
      examples: [Example("sfmodels config get model", "Which model is set.")])
  }

  static var syntax: Syntax<Self> {
    [
      .operand(\.key, "KEY", completion: .words("settings"), help: "The setting's name."),
      .group(\.profile),
    ]
  }

  func run(in context: Context) async throws {
    let key = try SettingKey(known: key)
    guard let value = try context.settings()?[key, profile: profile.profile] else {
      throw SettingsFailure.notSet(key.name)
    }
    try context.output.line(value)
  }
}
