/// What a property must be to receive words: a value, an optional one, or a list of them.
package protocol OptionValue: Sendable {
  static var optionShape: OptionValueShape { get }
  /// The words that would give what it holds now.
  var optionWords: [String] { get }
  /// Receives a word; the first one replaces what was there.
  mutating func take(_ word: String, isFirst: Bool) throws(ValueProblem)
}

/// A slot that a flag can throw: a Bool, or a Bool that may be left open.
package protocol Switch: OptionValue {}

/// How many words a slot wants, and which.
package struct OptionValueShape: Sendable {
  let isOptional: Bool
  let isRepeatable: Bool
  let choices: [String]
}

extension Value {
  package static var optionShape: OptionValueShape {
    OptionValueShape(isOptional: false, isRepeatable: false, choices: choices)
  }

  package var optionWords: [String] { argument.isEmpty ? [] : [argument] }

  package mutating func take(_ word: String, isFirst: Bool) throws(ValueProblem) {
    self = try Self(argument: word)
  }
}

extension Optional: OptionValue where Wrapped: Value {
  package static var optionShape: OptionValueShape {
    OptionValueShape(isOptional: true, isRepeatable: false, choices: Wrapped.choices)
  }

  package var optionWords: [String] { self?.optionWords ?? [] }

  package mutating func take(_ word: String, isFirst: Bool) throws(ValueProblem) {
    self = try Wrapped(argument: word)
  }
}

extension Array: OptionValue where Element: Value {
  package static var optionShape: OptionValueShape {
    OptionValueShape(isOptional: true, isRepeatable: true, choices: Element.choices)
  }

  package var optionWords: [String] { map(\.argument) }

  package mutating func take(_ word: String, isFirst: Bool) throws(ValueProblem) {
    let value = try Element(argument: word)
    if isFirst { self = [value] } else { append(value) }
  }
}

extension Bool: Switch {}
extension Optional: Switch where Wrapped == Bool {}
