import Glibc
import ModelsAPI
import Wire

extension SettingsFile {
  /// The user's own short names of models.
  func alias(_ name: String) -> String? {
    self[SettingKey("alias.\(name)"), profile: ""]
  }
}

extension SettingsFile {
  /// All of the user's own short names.
  var aliasNames: [String] { document.dottedValues(below: "alias").keys.sorted() }

  /// All of the user's own short names, with the models behind them.
  ///
  /// - Throws: ``SettingsFailure/aliasLoop(_:)``.
  func aliases() throws(SettingsFailure) -> [String: ModelName] {
    var aliases: [String: ModelName] = [:]
    for name in aliasNames { aliases[name] = try model(named: name) }
    return aliases
  }

  /// The model behind a name: the user's own names lead on, from one to the next, then those of the catalogue; any other
  /// name is taken as it is.
  ///
  /// - Throws: ``SettingsFailure/aliasLoop(_:)``.
  func model(named name: String) throws(SettingsFailure) -> ModelName {
    var passed = [name]
    while let next = alias(passed[passed.count - 1]) {
      if let start = passed.firstIndex(of: next) { throw .aliasLoop(Array(passed[start...]) + [next]) }
      passed.append(next)
    }
    return Catalogue.model(named: passed[passed.count - 1])
  }
}

extension Context {
  /// The settings file; `nil` where the environment names no home.
  func settings() throws -> SettingsFile? {
    try directories.map { try settingsReading.file(at: $0.settings) }
  }
}
