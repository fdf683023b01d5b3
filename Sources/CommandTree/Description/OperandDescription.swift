/// All that is known about an operand, without behaviour.
package struct OperandDescription: Sendable, Equatable {
  /// As a usage line shows it.
  package let name: String
  /// How many words it must get.
  package let minimum: Int
  /// Whether it takes any number of words.
  package let isRepeatable: Bool
  /// Whether everything from the first operand on belongs to it, options too.
  package let takesRest: Bool
  /// All words that it may be, where they can be listed.
  package let choices: [String]
  /// What a shell offers in its place.
  package let completion: ValueCompletion
  /// One sentence.
  package let help: String
  /// The words that would give its default.
  package internal(set) var defaults: [String] = []
}

extension OperandDescription {
  /// Whether it needs a word.
  package var isRequired: Bool { minimum > 0 }

  /// What a shell offers in its place.
  var offered: ValueCompletion { completion == .none && !choices.isEmpty ? .choices(choices) : completion }

  /// How it stands in a usage line: `FILE`, `[FILE]`, `[FILE]...`.
  var usage: String { (isRequired ? name : "[\(name)]") + (isRepeatable ? "..." : "") }
}

extension OperandDescription {
  /// The default as people should read it; what must be given has none.
  var shownDefault: String? {
    isRequired || defaults.isEmpty ? nil : defaults.joined(separator: ", ")
  }
}
