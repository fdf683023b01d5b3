import CommandTree

/// Removes one setting.
struct ConfigUnset: RunnableCommand {
  var key = ""
  var profile = ProfileOption()

  init() {}

  static var words: CommandMetadata {
    CommandMetadata(
      "unset", "Remove a setting.", discussion: "The default counts again. Ends with 1 when nothing was set.",
      examples: [Example("sfmodels config unset model", "Use the default model again.")])
  }

  static var syntax: Syntax<Self> {
    [
      .operand(\.key, "KEY", completion: .words("settings"), help: "The setting's name."),
      .group(\.profile),
    ]
  }

  func run(in context: Context) async throws {
    let key = try SettingKey(known: key)
    try await SettingsChange.make(in: context) { change in
      var settings = try change.settings()
      guard settings[key, profile: profile.profile] != nil else { throw SettingsFailure.notSet(key.name) }
      try settings.set([(key, nil)], profile: profile.profile)
    }
  }
}
