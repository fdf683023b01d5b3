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
