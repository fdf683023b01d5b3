/// What a property must be to receive words: a value, an optional one, or a list of them.
package protocol Slot: Sendable {
  static var slotShape: SlotShape { get }
  /// The words that would give what it holds now.
  var slotWords: [String] { get }
  /// Receives a word; the first one replaces what was there.
  mutating func take(_ word: String, isFirst: Bool) throws(ValueProblem)
}

/// A slot that a flag can throw: a Bool, or a Bool that may be left open.
package protocol Switch: Slot {}

/// How many words a slot wants, and which.
package struct SlotShape: Sendable {
  let isOptional: Bool
  let isRepeatable: Bool
  let choices: [String]
}

extension Value {
  package static var slotShape: SlotShape {
    SlotShape(isOptional: false, isRepeatable: false, choices: choices)
  }

  package var slotWords: [String] { argument.isEmpty ? [] : [argument] }

  package mutating func take(_ word: String, isFirst: Bool) throws(ValueProblem) {
    self = try Self(argument: word)
  }
}

extension Optional: Slot where Wrapped: Value {
  package static var slotShape: SlotShape {
    SlotShape(isOptional: true, isRepeatable: false, choices: Wrapped.choices)
  }

  package var slotWords: [String] { self?.slotWords ?? [] }

  package mutating func take(_ word: String, isFirst: Bool) throws(ValueProblem) {
    self = try Wrapped(argument: word)
  }
}

extension Array: Slot where Element: Value {
  package static var slotShape: SlotShape {
    SlotShape(isOptional: true, isRepeatable: true, choices: Element.choices)
  }

  package var slotWords: [String] { map(\.argument) }

  package mutating func take(_ word: String, isFirst: Bool) throws(ValueProblem) {
    let value = try Element(argument: word)
    if isFirst { self = [value] } else { append(value) }
  }
}

extension Bool: Switch {}
extension Optional: Switch where Wrapped == Bool {}
