import CommandTree
import FoundationEssentials

/// How long ago something may have been, or how long it will last: a duration, or days and weeks, `7d`, `2w`.
struct AgeArgument: Value, Equatable {
  let argument: String
  /// From 0.
  let seconds: Double

  /// - Throws: `ValueProblem` for what is no age.
  init(argument: String) throws(ValueProblem) {
    self.argument = argument
    let days = ["d": 1.0, "w": 7.0]
    if let unit = argument.last.flatMap({ days[String($0)] }) {
      let digits = argument.dropLast()
      guard let count = Int(digits), digits.allSatisfy({ ("0"..."9").contains($0) }), count < 100_000 else {
        throw ValueProblem(reason: "is not an age such as 7d, 2w or 12h")
      }
      seconds = Double(count) * unit * 86_400
      return
    }
    guard let duration = try? Duration(argument: argument) else {
      throw ValueProblem(reason: "is not an age such as 7d, 2w or 12h")
    }
    seconds = duration / .seconds(1)
  }

  /// The moment so long before another, in milliseconds since 1970, UTC.
  func before(_ now: Date) -> Int64 { now.addingTimeInterval(-seconds).milliseconds }

  /// The moment so long after another.
  func after(_ now: Date) -> Date { now.addingTimeInterval(seconds) }
}

extension AgeArgument {
  /// A day.
  static let day = AgeArgument(argument: "24h", seconds: 86_400)

  private init(argument: String, seconds: Double) {
    self.argument = argument
    self.seconds = seconds
  }
}
