package import CommandTree

/// How many requests may be made at the same time: 1 to 256.
package struct Concurrency: Value, Equatable {
  package let count: Int

  package init(_ count: Int) { self.count = count }

  package init(argument: String) throws(ValueProblem) {
    guard let count = Int(argument), (1...256).contains(count) else {
      throw ValueProblem(reason: "is not a whole number from 1 to 256")
    }
    self.count = count
  }

  package var argument: String { String(count) }
}

/// How many requests may be made in a minute: 1 or more.
package struct RequestRate: Value, Equatable {
  package let perMinute: Int

  package init(_ perMinute: Int) { self.perMinute = perMinute }

  package init(argument: String) throws(ValueProblem) {
    guard let perMinute = Int(argument), perMinute > 0 else {
      throw ValueProblem(reason: "is not a whole number over 0")
    }
    self.perMinute = perMinute
  }

  package var argument: String { String(perMinute) }
}
