extension UsageError {
  /// What is wrong, for people: without capital and full stop, to stand after the program's name.
  package var sentence: String {
    switch self {
    case .unknownCommand(let word, _, _):
      "'\(line)' has no command '\(word)'"
    case .missingCommand(let commands, _):
      "'\(line)' needs a command: \(commands.alternatives)"
    case .unknownOption(let option, _, _):
      "'\(line)' has no option '\(option)'"
    case .missingValue(let option, _, _, _):
      "option '\(option)' needs a value"
    case .unexpectedValue(let value, let option, _):
      "option '\(option)' takes no value, but got '\(value)'"
    case .invalidValue(let value, let reason, let source, _, _):
      "\(source.words): '\(value)' \(reason)"
    case .missingOperand(let name, _):
      "'\(line)' needs \(name)"
    case .unexpectedOperand(let word, _):
      "'\(line)' does not know what to do with '\(word)'"
    case .notText(let word, _): "'\(word)' is no text"
    }
  }

  /// What to do about it, when there is something better than reading the help.
  package var hint: String? {
    switch self {
    case .unknownCommand(_, let suggestions, _), .unknownOption(_, let suggestions, _):
      suggestions.isEmpty ? seeHelp : didYouMean(suggestions)
    case .invalidValue(_, _, _, let suggestions, _):
      suggestions.isEmpty ? nil : didYouMean(suggestions)
    case .missingValue(let option, _, let next?, _):
      "to pass '\(next)' as the value, write '\(joined(option, next))'"
    case .missingValue(let option, let value, nil, _):
      "write '\(option) \(value)'"
    case .missingCommand, .unexpectedValue, .missingOperand, .unexpectedOperand:
      seeHelp
    case .notText: nil
    }
  }

  private var line: String { command.joined(separator: " ") }

  private var seeHelp: String { "see '\(line) --help'" }

  private func didYouMean(_ suggestions: [String]) -> String {
    "did you mean \(suggestions.map { "'\($0)'" }.alternatives)?"
  }

  /// `--model=--json`, but `-m--json`.
  private func joined(_ option: String, _ value: String) -> String {
    option.hasPrefix("--") ? "\(option)=\(value)" : option + value
  }
}

extension UsageError.Source {
  fileprivate var words: String {
    switch self {
    case .option(let name): "option '\(name)'"
    case .operand(let name): name
    case .environment(let variable): "environment variable \(variable)"
    case .setting(let name, let file): "setting '\(name)' in \(file)"
    case .document(let name, let file): "'\(name)' in \(file)"
    }
  }
}

extension [String] {
  /// `a, b or c`: one of several, as a sentence lists them.
  package var alternatives: String {
    guard let last, count > 1 else { return first ?? "" }
    return dropLast().joined(separator: ", ") + " or " + last
  }
}
