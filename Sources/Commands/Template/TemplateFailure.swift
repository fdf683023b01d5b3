import TOML

/// Why a kept prompt cannot be used.
enum TemplateFailure: Error, Equatable {
  /// Neither a name in the folder nor a file.
  case unknown(String, folder: String?, suggestions: [String])
  case invalidName(String)
  /// The head begins and does not end.
  case openHead(path: String)
  case head(path: String, TOMLFailure)
  case unknownKey(String, suggestions: [String], path: String, line: Int)
  case unusableValue(String, wanted: String, path: String, line: Int)
  case placeholder(path: String, line: Int, PromptTemplate.Mistake.Problem)
  /// Variables without a value, and whether there is no input for the place it has.
  case missing([String], input: Bool, of: String)
  /// `--var` names variables that are not there.
  case unknownVariables([String], of: String, known: [String])
}
