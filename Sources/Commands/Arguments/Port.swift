package import CommandTree

/// A TCP port as an argument.
package struct Port: Value, Equatable {
  package let number: Int

  package init(_ number: Int) { self.number = number }

  package init(argument: String) throws(ValueProblem) {
    guard let number = UInt16(argument) else { throw ValueProblem(reason: "is not a port from 0 to 65535") }
    self.number = Int(number)
  }

  package var argument: String { String(number) }
}
