package import CommandTree

/// How many texts go into one request: 1 or more.
package struct BatchSize: Value, Equatable {
  package let count: Int

  package init(_ count: Int) { self.count = count }

  package init(argument: String) throws(ValueProblem) {
    guard let count = Int(argument), count > 0 else {
      throw ValueProblem(reason: "is not a whole number over 0")
    }
    self.count = count
  }

  package var argument: String { String(count) }
}
