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
          row.name, ["value": row.value.map { .string($0) } ?? .null, "from": .string(row.source)])
      }
      return try context.output.line(JSONValue.object(JSONObject(members)).text)
    }
    for row in rows { try context.output.line("\(row.name) = \(row.value ?? "")  (\(row.source))") }
  }

  private struct Row {
    let name: String
    let value: String?
    let source: String
  }

  private func rows(in context: Context) throws -> [Row] {
    let file = try context.settings()
    let known = SettingKey.options.map { option in
      row(option, file, context)
    }
    let rest = SettingKey.plain + (file?.document.names(below: "alias") ?? []).map { "alias.\($0)" }
    return known
      + rest.compactMap { name in
        file?[SettingKey(name), profile: profile.profile].map {
          Row(name: name, value: $0, source: file?.path ?? "")
        }
      }
  }

  private func row(_ option: OptionDescription, _ file: SettingsFile?, _ context: Context) -> Row {
    let name = option.setting ?? option.name
    if let variable = option.environment, let value = context.variable(variable) {
      return Row(name: name, value: value, source: variable)
    }
    if let file, let value = file[SettingKey(name), profile: profile.profile] {
      return Row(name: name, value: value, source: file.path)
    }
    return Row(name: name, value: option.defaults.first, source: "default")
  }
}
