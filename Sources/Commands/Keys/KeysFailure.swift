import FileSystem
import TOML

/// Why keys of a server's clients cannot be read or changed.
enum KeysFailure: Error, Equatable {
  /// There is no file, or no key in it.
  case none(path: String)
  case unknown(String, suggestions: [String])
  case exists(String)
  case invalidName(String)
  case malformed(path: String, TOMLFailure)
  /// Two keys have the same digest.
  case doubleKey(String, String, path: String)
  case unknownMember(String, of: String, path: String, line: Int)
  case unusableValue(String, of: String, wanted: String, path: String, line: Int)
  /// A key lacks what it cannot be without.
  case missingMember(String, of: String, path: String, line: Int)
  case file(path: String, PrivateFile.Problem)
  /// Nothing was named that is to be changed.
  case noChange(String)
}
