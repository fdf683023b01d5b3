import Glibc
import ModelsAPI
import Wire

extension SettingsFile {
  /// Whether what is generated may be remembered on this machine.
  var keepsHistory: Bool {
    !["off", "false", "no", "0"].contains(self[SettingKey("history"), profile: ""]?.lowercased() ?? "on")
  }

  /// The user's own short names of models.
  func alias(_ name: String) -> String? {
    self[SettingKey("alias.\(name)"), profile: ""]
  }
}

extension SettingsFile {
  /// All of the user's own short names, with the models behind them.
  var aliases: [String: ModelName] {
    Dictionary(
      uniqueKeysWithValues: document.names(below: ["alias"]).compactMap { name in
        alias(name).map { (name, ModelName($0)) }
      })
  }
}

extension Context {
  /// The settings file; `nil` where the environment names no home.
  func settings() throws -> SettingsFile? {
    try directories.map { try settingsReading.file(at: $0.settings) }
  }
}
