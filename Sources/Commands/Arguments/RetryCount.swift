package import CommandTree

/// How often to try again: a whole number, not negative.
package struct RetryCount: Value, Equatable {
  package let count: Int

  package init(_ count: Int) { self.count = count }

  package init(argument: String) throws(ValueProblem) {
    guard let count = Int(argument), (0...100).contains(count) else {
      throw ValueProblem(reason: "is not a whole number from 0 to 100")
    }
    self.count = count
  }

  package var argument: String { String(count) }
}
