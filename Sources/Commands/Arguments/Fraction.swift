import CommandTree

/// A number from 0 to 1.
struct Fraction: Value, Equatable {
  let value: Double

  init(argument: String) throws(ValueProblem) {
    guard let value = Double(argument), (0...1).contains(value) else {
      throw ValueProblem(reason: "is not a number from 0 to 1")
    }
    self.value = value
  }

  var argument: String { "\(value)" }
}

/// A language, perhaps with how likely it is: `de_DE`, `de_DE:0.7`.
struct LocaleArgument: Value, Equatable {
  let locale: String
  let probability: Double?

  init(argument: String) throws(ValueProblem) {
    let parts = argument.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    guard let locale = parts.first, !locale.isEmpty else { throw ValueProblem(reason: "names no locale") }
    self.locale = String(locale)
    probability = parts.count == 2 ? try Fraction(argument: String(parts[1])).value : nil
  }

  var argument: String { probability.map { "\(locale):\($0)" } ?? locale }
}
