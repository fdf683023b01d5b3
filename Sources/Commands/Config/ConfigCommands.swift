package import CommandTree
import Wire

/// Prints where the settings are kept.
package struct ConfigPath: RunnableCommand {
  package init() {}

  package static var words: CommandWords {
    CommandWords(
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

/// Which profile's settings are meant.
package struct ProfileOption: OptionGroup {
  package var profile = "default"

  package init() {}

  package static var syntax: Syntax<Self> {
    [
      .option(
        \.profile, "profile", "p", value: "NAME", environment: "SFMODELS_PROFILE",
        completion: .words("profiles"),
        help: "The profile whose setting is meant.")
    ]
  }
}

/// Prints one setting.
package struct ConfigGet: RunnableCommand {
  package var key = ""
  package var profile = ProfileOption()

  package init() {}

  package static var words: CommandWords {
    CommandWords(
      "get", "Print the value of a setting.",
      discussion: "Prints what the settings file says, and ends with 1 when it says nothing.",
      examples: [Example("sfmodels config get model", "Which model is set.")])
  }

  package static var syntax: Syntax<Self> {
    [
      .operand(\.key, "KEY", completion: .words("settings"), help: "The setting's name."),
      .group(\.profile),
    ]
  }

  package func run(in context: Context) async throws {
    let key = try SettingKey(known: key)
    guard let value = try context.settings()?[key, profile: profile.profile] else {
      throw SettingsFailure.notSet(key.name)
    }
    try context.output.line(value)
  }
}

/// Changes one setting.
package struct ConfigSet: RunnableCommand {
  package var key = ""
  package var value = ""
  package var profile = ProfileOption()

  package init() {}

  package static var words: CommandWords {
    CommandWords(
      "set", "Set a setting.",
      discussion: """
        Changes one line of the settings file and leaves the rest, comments too, as it is. Settings belong to a \
        profile, but for `history` and the aliases of models, `alias.NAME`. Secrets are no settings: see \
        `sfmodels auth login`.
        """,
      examples: [
        Example("sfmodels config set model gpt-4o", "Use another model from now on."),
        Example("sfmodels config set alias.fast sfdc_ai__DefaultGPT5Mini", "Give a model a short name."),
        Example("sfmodels config set -p prod retries 5", "Set it for one profile."),
        Example("sfmodels config set history off", "Keep nothing of what is generated."),
      ])
  }

  package static var syntax: Syntax<Self> {
    [
      .operand(\.key, "KEY", completion: .words("settings"), help: "The setting's name."),
      .operand(\.value, "VALUE", help: "Its value."),
      .group(\.profile),
    ]
  }

  package func run(in context: Context) async throws {
    let key = try SettingKey(known: key)
    try key.check(value)
    guard var settings = try context.settings() else { throw SettingsFailure.noHome }
    try settings.set(key, profile: profile.profile, to: value)
  }
}

/// Removes one setting.
package struct ConfigUnset: RunnableCommand {
  package var key = ""
  package var profile = ProfileOption()

  package init() {}

  package static var words: CommandWords {
    CommandWords(
      "unset", "Remove a setting.", discussion: "The default counts again. Ends with 1 when nothing was set.",
      examples: [Example("sfmodels config unset model", "Use the default model again.")])
  }

  package static var syntax: Syntax<Self> {
    [
      .operand(\.key, "KEY", completion: .words("settings"), help: "The setting's name."),
      .group(\.profile),
    ]
  }

  package func run(in context: Context) async throws {
    let key = try SettingKey(known: key)
    guard var settings = try context.settings() else { throw SettingsFailure.noHome }
    guard settings[key, profile: profile.profile] != nil else { throw SettingsFailure.notSet(key.name) }
    try settings.set(key, profile: profile.profile, to: nil)
  }
}
