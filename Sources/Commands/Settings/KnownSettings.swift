import Glibc
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

extension Context {
  /// The settings file; `nil` where the environment names no home.
  func settings() throws -> SettingsFile? {
    try directories.map { try settingsReading.file(at: $0.settings) }
  }
}
