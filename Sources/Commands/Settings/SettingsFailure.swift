import FileSystem
import ModelsAPI
import TOML

/// What is wrong with the files in which people keep their settings.
enum SettingsFailure: Error, Equatable, Sendable {
  case malformed(path: String, TOMLFailure)
  /// A value that is neither text, number nor yes-or-no; or no list of names where one is wanted.
  case unusableValue(path: String, key: String, isList: Bool = false)
  case file(path: String, PrivateFile.Problem)
  /// A private key that cannot be read.
  case keyFile(path: String, PrivateFile.Problem)
  case unknownProfile(String, known: [String])
  case unknownKey(String, suggestions: [String])
  /// Secrets are not kept among the settings.
  case secretKey(String)
  case notSet(String)
  /// The line could not be changed without touching more than its key.
  case uneditable(path: String, key: String)
  /// A name with dots that stands in a table with quotation marks and without.
  case doubleKey(path: String, key: String)
  /// Short names that lead to each other; the first is the last one, too.
  case aliasLoop([String])
  /// A list of fallbacks in which a name is missing.
  case namelessFallback(String)
  /// Two lists of fallbacks for one model, under two of its names.
  case doubleFallback(String, String, ModelName)
  /// Others could have written what would be run.
  case exposed(SettingsExposure, key: String)
  case tooLong(path: String, InputBound)
  /// Another process is changing settings, and has been for so long.
  case busy(path: String, Duration)
  case noHome
  case invalidProfileName(String)
  /// The value is not one that the setting can have.
  case invalidValue(key: String, value: String, reason: String)
}
