/// All that is known about an operand, without behaviour.
package struct OperandDescription: Sendable, Equatable {
  package let name: String
  /// How many words it must get.
  package let minimum: Int
  package let isRepeatable: Bool
  /// Whether everything from the first operand on belongs to it, options too.
  package let takesRest: Bool
  package let choices: [String]
  package let completion: Completion
  package let help: String
  /// The words that would give its default.
  package internal(set) var defaults: [String] = []
}

extension OperandDescription {
  package var isRequired: Bool { minimum > 0 }

  /// What a shell offers in its place.
  var offered: Completion { completion == .none && !choices.isEmpty ? .choices(choices) : completion }

  /// How it stands in a usage line: `FILE`, `[FILE]`, `[FILE]...`.
  var usage: String { (isRequired ? name : "[\(name)]") + (isRepeatable ? "..." : "") }
}

extension OperandDescription {
  /// The default as people should read it; what must be given has none.
  var shownDefault: String? {
    isRequired || defaults.isEmpty ? nil : defaults.joined(separator: ", ")
  }
}
