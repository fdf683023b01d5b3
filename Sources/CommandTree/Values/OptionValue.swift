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
  /// One word is wanted, and it is required.
  package static var optionShape: OptionValueShape {
    OptionValueShape(isOptional: false, isRepeatable: false, choices: choices)
  }

  /// The one word that gives the value; none where that is empty.
  package var optionWords: [String] { argument.isEmpty ? [] : [argument] }

  /// Replaces the value by what the word says, also when it is not the first.
  ///
  /// - Throws: ``ValueProblem`` when the word is no value of this type.
  package mutating func take(_ word: String, isFirst: Bool) throws(ValueProblem) {
    self = try Self(argument: word)
  }
}

extension Optional: OptionValue where Wrapped: Value {
  /// One word is wanted, or none.
  package static var optionShape: OptionValueShape {
    OptionValueShape(isOptional: true, isRepeatable: false, choices: Wrapped.choices)
  }

  /// The word that gives the value; none for `nil`.
  package var optionWords: [String] { self?.optionWords ?? [] }

  /// Replaces what was there, or `nil`, by what the word says.
  ///
  /// - Throws: ``ValueProblem`` when the word is no value of the type inside.
  package mutating func take(_ word: String, isFirst: Bool) throws(ValueProblem) {
    self = try Wrapped(argument: word)
  }
}

extension Array: OptionValue where Element: Value {
  /// Any number of words is wanted, or none.
  package static var optionShape: OptionValueShape {
    OptionValueShape(isOptional: true, isRepeatable: true, choices: Element.choices)
  }

  /// A word for each element, in their order.
  package var optionWords: [String] { map(\.argument) }

  /// Appends what the word says; the first word replaces all elements that were there.
  ///
  /// - Throws: ``ValueProblem`` when the word is no value of the type of the elements.
  package mutating func take(_ word: String, isFirst: Bool) throws(ValueProblem) {
    let value = try Element(argument: word)
    if isFirst { self = [value] } else { append(value) }
  }
}

extension Bool: Switch {}
extension Optional: Switch where Wrapped == Bool {}
