extension Syntax {
  /// An option with a value: `--model NAME`.
  ///
  /// - Parameters:
  ///   - environment: the variable that gives the value when it is not typed.
  ///   - setting: the setting that gives it when the environment does not.
  ///   - omission: what it means without its value.
  ///   - allowsEmpty: whether the empty text is a value; it is seldom meant.
  package static func option<S: OptionValue>(
    _ path: PropertyPath<Root, S>, _ name: String, _ short: Character? = nil,
    value: String = "VALUE", omission: ValueOmission = .refused, environment: String? = nil,
    setting: String? = nil,
    completion: ValueCompletion = .none, section: String = OptionDescription.plainSection,
    isHidden: Bool = false, allowsEmpty: Bool = false, help: String
  ) -> Syntax {
    let shape = S.optionShape
    let description = OptionDescription(
      name: name, short: short, value: value, omission: omission, isRepeatable: shape.isRepeatable,
      choices: shape.choices,
      completion: completion, environment: environment, setting: setting, section: section,
      isHidden: isHidden, help: help)
    return Syntax(description, KeyPathBinding(path, empty: allowsEmpty ? .everywhere : .nowhere))
  }

  /// An option that takes one of some words which no type lists.
  ///
  /// - Parameters:
  ///   - word: the word that gives what the property holds.
  ///   - choose: gives the property one of the words.
  package static func choice(
    _ words: [String], _ name: String, value: String, section: String = OptionDescription.plainSection,
    help: String, word: @escaping @Sendable (Root) -> String?,
    choose: @escaping @Sendable (inout Root, String) -> Void
  ) -> Syntax {
    let description = OptionDescription(
      name: name, short: nil, value: value, choices: words, section: section, help: help)
    let binding = KeyPathBinding<Root>(
      take: { (root, chosen, _) throws(ValueProblem) in
        guard !chosen.isEmpty else { throw ValueProblem(reason: "is empty") }
        guard words.contains(chosen) else { throw ValueProblem(noneOf: words) }
        choose(&root, chosen)
      },
      words: { word($0).map { [$0] } ?? [] })
    return Syntax(description, binding)
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
