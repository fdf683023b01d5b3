extension CommandDescription {
  /// Names that are taken or cannot be typed, flags that change nothing, help that does not help.
  var optionMistakes: [String] {
    let variables = options.compactMap(\.environment)
    return options.flatMap(\.longNames).repeated.map { "two options are called '--\($0)'" }
      + options.compactMap(\.short).map { "-\($0)" }.repeated.map { "two options are called '\($0)'" }
      + variables.repeated.map { "two options are filled from \($0)" }
      + options.compactMap(\.setting).repeated.map { "two options are filled from the setting '\($0)'" }
      + options.flatMap { option in option.mistakes.map { "option '\(option.typed)' \($0)" } }
  }
}

extension OptionDescription {
  fileprivate var mistakes: [String] {
    var mistakes = help.mistakes(repeating: name)
    if name.count < 2 || name.hasPrefix("-") || !name.allSatisfy(Self.isLetter) {
      mistakes.append("is not written in small letters, digits and hyphens")
    }
    if name == "version", self != .version { mistakes.append("is understood already") }
    if let short, short == "-" || short == "=" || !short.isASCII || short.isWhitespace {
      mistakes.append("has a short name that cannot be typed: '\(short)'")
    }
    if isFlag, !isNegatable, defaults == [true.argument] {
      mistakes.append("is on from the start and cannot be turned off; make it negatable")
    }
    if let choice = choices.first(where: { $0.contains { !$0.isTypedPlainly } }) {
      mistakes.append("has a choice that shells must quote: '\(choice)'")
    }
    if value == "" { mistakes.append("has no name for its value") }
    return mistakes
  }

  private static func isLetter(_ character: Character) -> Bool {
    ("a"..."z").contains(character) || ("0"..."9").contains(character) || character == "-"
  }
}

extension Character {
  /// Whether shells take it as it is.
  fileprivate var isTypedPlainly: Bool { isLetter || isNumber || "-_.,+:/".contains(self) }
}

extension String {
  /// What is wrong with a help sentence for a parameter of this name.
  func mistakes(repeating name: String) -> [String] {
    guard !isEmpty else { return ["has no help"] }
    var mistakes: [String] = []
    if !hasSuffix(".") { mistakes.append("has a help without a full stop") }
    if plainWords == name.plainWords { mistakes.append("has a help that only repeats its name") }
    return mistakes
  }

  /// Its words without those that say nothing.
  private var plainWords: [String] {
    lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init).filter {
      !["a", "an", "the", "set", "sets"].contains($0)
    }
  }
}

extension CommandDescription {
  /// Words that stand for a value which was left out, and are none.
  func omissionMistakes(parse: ([String]) throws(UsageError) -> Invocation) -> [String] {
    options.filter(\.isValueOptional).compactMap { option in
      do {
        _ = try parse(path.dropFirst() + [option.typed])
      } catch UsageError.invalidValue(let word, let reason, _, _, _) {
        return "option '\(option.typed)' means '\(word)' without a value, which \(reason)"
      } catch {
        // What else is missing on the line is no fault of the option's.
      }
      return nil
    }
  }
}
