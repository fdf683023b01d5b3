/// A type that can be written as one word on the command line: text in, text out.
package protocol Value: OptionValue {
  init(argument: String) throws(ValueProblem)
  /// The word that gives this value; it is how a default is shown.
  var argument: String { get }
  /// All words there are, where they can be listed.
  static var choices: [String] { get }
}

/// Why a word is not a value of the type wanted, as the end of a sentence that begins with the word.
package struct ValueProblem: Error, Equatable {
  /// Begins with a verb: `is not a number`.
  package let reason: String

  /// A reason that begins with a verb.
  package init(reason: String) { self.reason = reason }

  /// What is wrong with a word that is none of those there are.
  package init(noneOf words: [String]) { self.init(reason: "is not one of " + words.joined(separator: ", ")) }
}

extension Value {
  /// Empty: most types have more words than can be listed.
  package static var choices: [String] { [] }
}

extension Value where Self: RawRepresentable<String> & CaseIterable {
  /// Finds the case whose raw value the word is, in the same case of letters.
  ///
  /// - Throws: ``ValueProblem`` that lists the words there are, for any other.
  package init(argument: String) throws(ValueProblem) {
    guard let value = Self(rawValue: argument) else {
      throw ValueProblem(noneOf: Self.choices)
    }
    self = value
  }

  /// The raw value, which is read back as the same case.
  package var argument: String { rawValue }

  /// The raw values of all cases, in the order in which they are declared.
  package static var choices: [String] { allCases.map(\.rawValue) }
}

extension String: Value {
  /// Takes any word as it is.
  ///
  /// - Throws: Nothing; every word is a text.
  package init(argument: String) throws(ValueProblem) { self = argument }

  /// The text itself, even if it is empty.
  package var argument: String { self }
}

extension Int: Value {
  /// Reads decimal digits, with a sign or without.
  ///
  /// - Throws: ``ValueProblem`` for anything else, and for numbers beyond 64 bits.
  package init(argument: String) throws(ValueProblem) {
    guard let number = Int(argument) else { throw ValueProblem(reason: "is not a whole number") }
    self = number
  }

  /// The number in decimal digits.
  package var argument: String { String(self) }
}

extension Double: Value {
  /// Reads a number, with a fraction and an exponent or without.
  ///
  /// - Throws: ``ValueProblem`` for anything else, for infinities and for not-a-number.
  package init(argument: String) throws(ValueProblem) {
    guard let number = Double(argument), number.isFinite else {
      throw ValueProblem(reason: "is not a number")
    }
    self = number
  }

  /// The shortest number that is read back as the same, without a fraction of `.0`.
  package var argument: String {
    let text = String(self)
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}

extension Bool: Value {
  /// Reads `1`, `true`, `yes`, `on` and their opposites, in upper or lower case.
  ///
  /// - Throws: ``ValueProblem`` for any other word.
  package init(argument: String) throws(ValueProblem) {
    switch argument.lowercased() {
    case "1", "true", "yes", "on": self = true
    case "0", "false", "no", "off": self = false
    default: throw ValueProblem(reason: "is neither true nor false")
    }
  }

  /// `true` or `false`, whichever of the words for it was read.
  package var argument: String { self ? "true" : "false" }
}
