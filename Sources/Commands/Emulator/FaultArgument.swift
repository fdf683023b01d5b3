package import CommandTree
import OrgEmulator

/// A fault to be played, as an argument: `503:0.1`.
package struct FaultArgument: Value, Equatable {
  package let argument: String
  let fault: Fault

  package init(argument: String) throws(ValueProblem) {
    self.argument = argument
    do {
      fault = try Fault(parsing: argument)
    } catch {
      throw ValueProblem(reason: "is no fault: \(error)")
    }
  }
}

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
