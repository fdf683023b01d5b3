/// What is wrong with a command line, or with a variable or setting that stands for a part of it.
///
/// `command` is the path of the command in question, the program's name first.
package enum UsageError: Error, Equatable {
  case unknownCommand(String, suggestions: [String], command: [String])
  case missingCommand(of: [String], command: [String])
  case unknownOption(String, suggestions: [String], command: [String])
  /// `value` is what the value is called, `next` the option that stood in its place.
  case missingValue(option: String, value: String, next: String?, command: [String])
  case unexpectedValue(String, option: String, command: [String])
  case invalidValue(String, reason: String, source: Source, suggestions: [String], command: [String])
  case missingOperand(String, command: [String])
  case unexpectedOperand(String, command: [String])
  /// Only names of files may be something else than text.
  case notText(String, command: [String])

  /// Where an invalid value was found.
  package enum Source: Sendable, Equatable {
    case option(String)
    case operand(String)
    case environment(String)
    case setting(String, file: String)
    /// An option that a file stands for, which the command line names.
    case document(String, file: String)
  }
}

extension UsageError {
  /// The command in question, the program's name first.
  package var command: [String] {
    switch self {
    case .unknownCommand(_, _, let command), .missingCommand(_, let command),
      .unknownOption(_, _, let command), .missingValue(_, _, _, let command),
      .unexpectedValue(_, _, let command), .invalidValue(_, _, _, _, let command),
      .missingOperand(_, let command), .unexpectedOperand(_, let command),
      .notText(_, let command):
      command
    }
  }
}
