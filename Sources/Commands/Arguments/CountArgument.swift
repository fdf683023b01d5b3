package import CommandTree

/// A whole number as an argument, within bounds.
package protocol CountArgument: Value, Equatable {
  /// Those that have no end are said to be over a number.
  static var bounds: ClosedRange<Int> { get }

  var count: Int { get }

  init(_ count: Int)
}

extension CountArgument {
  package init(argument: String) throws(ValueProblem) {
    guard let count = Int(argument), Self.bounds.contains(count) else {
      let (first, last) = (Self.bounds.lowerBound, Self.bounds.upperBound)
      let words = last == .max ? "over \(first - 1)" : "from \(first) to \(last)"
      throw ValueProblem(reason: "is not a whole number \(words)")
    }
    self.init(count)
  }

  package var argument: String { String(count) }
}

/// How many texts go into one request, or rows into a result.
package struct BatchSize: CountArgument {
  package static var bounds: ClosedRange<Int> { 1...Int.max }

  package let count: Int

  package init(_ count: Int) { self.count = count }
}

/// How many requests may be made at the same time.
package struct Concurrency: CountArgument {
  package static var bounds: ClosedRange<Int> { 1...256 }

  package let count: Int

  package init(_ count: Int) { self.count = count }
}

/// How many requests may be made in a minute.
package struct RequestRate: CountArgument {
  package static var bounds: ClosedRange<Int> { 1...Int.max }

  package let count: Int

  package init(_ count: Int) { self.count = count }
}

/// How often to try again.
package struct RetryCount: CountArgument {
  package static var bounds: ClosedRange<Int> { 0...100 }

  package let count: Int

  package init(_ count: Int) { self.count = count }
}
