import Wire

/// How much of what is asked and answered is kept on this machine: the setting `history`.
enum HistorySetting: String, CaseIterable {
  /// Everything.
  case on
  /// What was used, without texts.
  case usage
  /// Nothing.
  case off
}

extension SettingsFile {
  /// Files that were written by hand may have other words for no.
  var history: HistorySetting {
    let word = self[SettingKey("history"), profile: ""]?.lowercased() ?? HistorySetting.on.rawValue
    return HistorySetting(rawValue: word) ?? (["false", "no", "0"].contains(word) ? .off : .on)
  }
}

extension ConnectionOptions {
  /// What is pretended is not remembered.
  func history(in context: Context) throws -> HistorySetting {
    try emulator ? .off : context.settings()?.history ?? .on
  }
}
