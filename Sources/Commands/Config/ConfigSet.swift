import CommandTree
import ModelsAPI

/// Changes one setting.
struct ConfigSet: RunnableCommand {
  var key = ""
  var value = ""
  var profile = ProfileOption()

  init() {}

  static var words: CommandMetadata {
    CommandMetadata(
      "set", "Set a setting.",
      discussion: """
        Changes one line of the settings file and leaves the rest, comments too, as it is; whoever changes them at the \
        same time waits. Settings belong to a \
        profile, but for `history`, the aliases of models, `alias.NAME`, which may lead to other aliases, and the models \
        that are asked in the place of one that does not answer, `fallback.NAME`, names separated by commas. Secrets are no settings: see \
        `sfmodels auth login`.
        """,
      examples: [
        Example("sfmodels config set model gpt-4o", "Use another model from now on."),
        Example("sfmodels config set alias.fast sfdc_ai__DefaultGPT5Mini", "Give a model a short name."),
        Example(
          "sfmodels config set fallback.gpt-4o gpt-4o-mini,claude-sonnet-4.5",
          "Ask others when a model does not answer."),
        Example("sfmodels config set -p prod retries 5", "Set it for one profile."),
        Example("sfmodels config set history off", "Keep nothing of what is generated."),
      ])
  }

  static var syntax: Syntax<Self> {
    [
      .operand(\.key, "KEY", completion: .words("settings"), help: "The setting's name."),
      .operand(\.value, "VALUE", help: "Its value."),
      .group(\.profile),
    ]
  }

  func run(in context: Context) async throws {
    let key = try SettingKey(known: key)
    try key.check(value)
    try await SettingsChange.make(in: context) { change in
      var settings = try change.settings()
      let changed = try settings.setting([(key, value)], profile: profile.profile)
      // An alias may lead to others, but not back to itself; neither may fallbacks, by whatever names.
      if let alias = key.alias { _ = try changed.model(named: alias) }
      if key.alias != nil || key.fallback != nil { _ = try FallbackTable(changed.fallbacks()) }
      try settings.set([(key, value)], profile: profile.profile)
    }
  }
}
