extension Syntax {
  /// An option with a value: `--model NAME`.
  ///
  /// - Parameters:
  ///   - environment: the variable that gives the value when it is not typed.
  ///   - setting: the setting that gives it when the environment does not.
  package static func option<S: OptionValue>(
    _ path: PropertyPath<Root, S>, _ name: String, _ short: Character? = nil,
    value: String = "VALUE", environment: String? = nil, setting: String? = nil,
    completion: Completion = .none, section: String = OptionDescription.plainSection,
    isHidden: Bool = false, help: String
  ) -> Syntax {
    let shape = S.optionShape
    let description = OptionDescription(
      name: name, short: short, value: value, isRepeatable: shape.isRepeatable, choices: shape.choices,
      completion: completion, environment: environment, setting: setting, section: section,
      isHidden: isHidden, help: help)
    return Syntax(description, KeyPathBinding(path))
  }

  /// An option without a value: `--json`; with `negatable` also `--no-json`.
  package static func flag<S: Switch>(
    _ path: PropertyPath<Root, S>, _ name: String, _ short: Character? = nil,
    negatable: Bool = false, environment: String? = nil, setting: String? = nil,
    section: String = OptionDescription.plainSection, isHidden: Bool = false, help: String
  ) -> Syntax {
    let description = OptionDescription(
      name: name, short: short, isNegatable: negatable, environment: environment, setting: setting,
      section: section, isHidden: isHidden, help: help)
    return Syntax(description, KeyPathBinding(path))
  }
}
