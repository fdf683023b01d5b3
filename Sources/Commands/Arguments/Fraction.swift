package import CommandTree

/// A number from 0 to 1.
package struct Fraction: Value, Equatable {
  package let value: Double

  package init(argument: String) throws(ValueProblem) {
    guard let value = Double(argument), (0...1).contains(value) else {
      throw ValueProblem(reason: "is not a number from 0 to 1")
    }
    self.value = value
  }

  package var argument: String { "\(value)" }
}
