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
  package static var choices: [String] { [] }
}

extension Value where Self: RawRepresentable<String> & CaseIterable {
  package init(argument: String) throws(ValueProblem) {
    guard let value = Self(rawValue: argument) else {
      throw ValueProblem(noneOf: Self.choices)
    }
    self = value
  }

  package var argument: String { rawValue }

  package static var choices: [String] { allCases.map(\.rawValue) }
}

extension String: Value {
  package init(argument: String) throws(ValueProblem) { self = argument }

  package var argument: String { self }
}

extension Int: Value {
  package init(argument: String) throws(ValueProblem) {
    guard let number = Int(argument) else { throw ValueProblem(reason: "is not a whole number") }
    self = number
  }

  package var argument: String { String(self) }
}

extension Double: Value {
  package init(argument: String) throws(ValueProblem) {
    guard let number = Double(argument), number.isFinite else {
      throw ValueProblem(reason: "is not a number")
    }
    self = number
  }

  package var argument: String {
    let text = String(self)
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}

extension Bool: Value {
  package init(argument: String) throws(ValueProblem) {
    switch argument.lowercased() {
    case "1", "true", "yes", "on": self = true
    case "0", "false", "no", "off": self = false
    default: throw ValueProblem(reason: "is neither true nor false")
    }
  }

  package var argument: String { self ? "true" : "false" }
}
