package import CommandTree

/// What decides all that is random, as an argument.
package struct Seed: Value, Equatable {
  package let number: UInt64

  package init(_ number: UInt64) { self.number = number }

  package init(argument: String) throws(ValueProblem) {
    guard let number = UInt64(argument) else { throw ValueProblem(reason: "is not a whole number from 0") }
    self.number = number
  }

  package var argument: String { String(number) }
}
