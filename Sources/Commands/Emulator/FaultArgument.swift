import CommandTree
import OrgEmulator

/// A fault to be played, as an argument: `503:0.1`.
struct FaultArgument: Value, Equatable {
  let argument: String
  let fault: Fault

  init(argument: String) throws(ValueProblem) {
    self.argument = argument
    do {
      fault = try Fault(parsing: argument)
    } catch {
      throw ValueProblem(reason: "is no fault: \(error)")
    }
  }
}

/// What decides all that is random, as an argument.
struct Seed: Value, Equatable {
  let number: UInt64

  init(_ number: UInt64) { self.number = number }

  init(argument: String) throws(ValueProblem) {
    guard let number = UInt64(argument) else { throw ValueProblem(reason: "is not a whole number from 0") }
    self.number = number
  }

  var argument: String { String(number) }
}
