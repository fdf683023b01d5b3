import CommandTree

/// A whole number as an argument, within bounds.
protocol CountArgument: Value, Equatable {
  /// Those that have no end are said to be over a number.
  static var bounds: ClosedRange<Int> { get }

  var count: Int { get }

  init(_ count: Int)
}

extension CountArgument {
  init(argument: String) throws(ValueProblem) {
    guard let count = Int(argument), Self.bounds.contains(count) else {
      let (first, last) = (Self.bounds.lowerBound, Self.bounds.upperBound)
      let words = last == .max ? "over \(first - 1)" : "from \(first) to \(last)"
      throw ValueProblem(reason: "is not a whole number \(words)")
    }
    self.init(count)
  }

  var argument: String { String(count) }
}

/// How many texts go into one request, or rows into a result.
struct BatchSize: CountArgument {
  static var bounds: ClosedRange<Int> { 1...Int.max }

  let count: Int

  init(_ count: Int) { self.count = count }
}

/// How many requests may be made at the same time.
struct Concurrency: CountArgument {
  static var bounds: ClosedRange<Int> { 1...256 }

  let count: Int

  init(_ count: Int) { self.count = count }
}

/// How many records there are.
struct RecordCount: CountArgument {
  static var bounds: ClosedRange<Int> { 1...10_000_000 }

  let count: Int

  init(_ count: Int) { self.count = count }
}

/// How many requests may be made in a minute.
struct RequestRate: CountArgument {
  static var bounds: ClosedRange<Int> { 1...Int.max }

  let count: Int

  init(_ count: Int) { self.count = count }
}

/// How often to try again.
struct RetryCount: CountArgument {
  static var bounds: ClosedRange<Int> { 0...100 }

  let count: Int

  init(_ count: Int) { self.count = count }
}

/// How much of something a run may use.
struct BudgetCount: CountArgument {
  static var bounds: ClosedRange<Int> { 1...Int.max }

  let count: Int

  init(_ count: Int) { self.count = count }
}
