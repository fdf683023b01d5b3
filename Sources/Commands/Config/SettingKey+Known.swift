import CommandTree

/// A setting that is no option of a command.
struct PlainSetting {
  let name: String
  /// What wins over it, where it is set.
  var variable: String?
  /// Whether the variable's value must not be shown.
  var isSecret = false
  var `default`: String?
}

extension SettingKey {
  /// The options that a setting can stand for; all of them belong to these two commands.
  static var options: [OptionDescription] {
    var seen: Set<String> = []
    return CommandTree.sfmodels.description().children
      .flatMap(\.options).filter { $0.setting.map { seen.insert($0).inserted } ?? false }
  }

  /// Settings that are no options of commands.
  static let plain = [
    PlainSetting(name: "flow"),
    PlainSetting(name: "client-id", variable: "SFMODELS_CLIENT_ID"),
    PlainSetting(
      name: "client-secret-command", variable: SecretVariable.clientSecret.rawValue, isSecret: true),
    PlainSetting(name: "username"), PlainSetting(name: "user-id"),
    PlainSetting(name: "private-key-file"), PlainSetting(name: "passphrase-command"),
    PlainSetting(name: "api-key-command", variable: SecretVariable.apiKey.rawValue, isSecret: true),
    PlainSetting(name: "history", default: "on"),
  ]

  private static let secrets: Set<String> = [
    "client-secret", "access-token", "refresh-token", "api-key", "private-key", "password",
  ]

  /// - Throws: ``SettingsFailure`` for a name that no setting has.
  init(known name: String) throws(SettingsFailure) {
    guard !Self.secrets.contains(name) else { throw .secretKey(name) }
    let names = Self.options.compactMap(\.setting) + Self.plain.map(\.name)
    let own = SettingKey(name)
    guard names.contains(name) || own.alias?.isEmpty == false || own.fallback?.isEmpty == false else {
      throw .unknownKey(name, suggestions: Suggestion.names(near: name, among: names))
    }
    self = own
  }

  /// - Throws: ``SettingsFailure/invalidValue(key:value:reason:)`` for a value that the option could not have.
  func check(_ value: String) throws {
    if name == "history" { try check(value, isOneOf: HistorySetting.self) }
    if name == "flow" { try check(value, isOneOf: LoginFlow.self) }
    for command in [["generate"], ["embed"]] {
      guard case .call(var call) = try CommandTree.sfmodels.parse(command) else { continue }
      try call.fill { $0 == name ? Setting(value, file: "the command line") : nil }
    }
  }

  private func check<Words: CaseIterable & RawRepresentable>(
    _ value: String, isOneOf _: Words.Type
  ) throws where Words.RawValue == String {
    guard Words(rawValue: value) == nil else { return }
    let words = Words.allCases.map { "'\($0.rawValue)'" }.joined(separator: ", ")
    throw SettingsFailure.invalidValue(key: name, value: value, reason: "is none of \(words)")
  }
}
