import CommandTree
import Wire

/// Shows every setting, what it is, and where that comes from.
struct ConfigList: RunnableCommand {
  var json = false
  var profile = ProfileOption()

  init() {}

  static var words: CommandMetadata {
    CommandMetadata(
      "list", "Show all settings and where their values come from.",
      discussion: "Shows what would count now: the environment before the profile before the default.",
      examples: [Example("sfmodels config list -p prod", "The settings of one profile.")])
  }

  static var syntax: Syntax<Self> {
    [.flag(\.json, "json", help: "Print one object."), .group(\.profile)]
  }

  func run(in context: Context) async throws {
    let rows = try rows(in: context)
    if json {
      let members = rows.map { row in
        JSONObject.Member(
          row.name,
          [
            "value": row.value.map { .string($0) } ?? .null, "from": .string(row.source),
            "overrides": row.overridden.map { .string($0) } ?? .null,
          ])
      }
      return try context.output.line(JSONValue.object(JSONObject(members)).text)
    }
    for row in rows { try context.output.line(row.line) }
  }

  private struct Row {
    let name: String
    let value: String?
    let source: String
    /// The file whose value the environment's replaces.
    var overridden: String?

    var line: String {
      "\(name) = \(value ?? "")  (\(source)\(overridden.map { ", which wins over \($0)" } ?? ""))"
    }
  }

  private func rows(in context: Context) throws -> [Row] {
    let file = try context.settings()
    let options = SettingKey.options.map { option in
      row(
        option.setting ?? option.name, option.environment, default: option.defaults.first, file, context)
    }
    let plain = SettingKey.plain.map { setting in
      row(setting.name, setting.variable, isSecret: setting.isSecret, default: setting.default, file, context)
    }
    let aliases = (file?.aliasNames ?? []).map { name in
      row("alias.\(name)", nil, default: nil, file, context)
    }
    let fallbacks = (file?.fallbackNames ?? []).map { name in
      row("fallback.\(name)", nil, default: nil, file, context)
    }
    return options + plain + aliases + fallbacks
  }

  private func row(
    _ name: String, _ variable: String?, isSecret: Bool = false, default: String?, _ file: SettingsFile?,
    _ context: Context
  ) -> Row {
    let kept = file?[SettingKey(name), profile: profile.profile]
    if let variable, let value = context.variable(variable) {
      return Row(
        name: name, value: isSecret ? Redaction.mark : value, source: variable,
        overridden: kept == nil ? nil : file?.path)
    }
    return Row(name: name, value: kept ?? `default`, source: kept == nil ? "default" : file?.path ?? "")
  }
}
