/// A unit in which durations are written, the longest first.
private enum DurationUnit: String, CaseIterable {
  case hours = "h"
  case minutes = "m"
  case seconds = "s"
  case milliseconds = "ms"

  var nanoseconds: Int64 {
    switch self {
    case .hours: 3_600_000_000_000
    case .minutes: 60_000_000_000
    case .seconds: 1_000_000_000
    case .milliseconds: 1_000_000
    }
  }
}

extension Duration: Value {
  /// Reads numbers with units, the longest first, such as `1h30m`; a number alone means seconds.
  ///
  /// - Throws: ``ValueProblem`` for negative durations, for what is no duration, and for 285 years and more.
  package init(argument: String) throws(ValueProblem) {
    guard !argument.hasPrefix("-") else {
      throw ValueProblem(reason: "is negative; a duration is not")
    }
    guard let nanoseconds = Self.nanoseconds(argument) else {
      throw ValueProblem(reason: "is not a duration such as 90s, 2m, 1h30m or 250ms")
    }
    // Int64 holds 292 years of nanoseconds.
    guard nanoseconds < 9e18 else { throw ValueProblem(reason: "is too long a time") }
    self = .nanoseconds(Int64(nanoseconds + 0.5))
  }

  /// The duration in hours, minutes, seconds and milliseconds, leaving out those that are 0; `0s` for none at
  /// all.
  package var argument: String {
    var rest = Int64(clamping: attoseconds / 1_000_000_000)
    var text = ""
    for unit in DurationUnit.allCases where rest >= unit.nanoseconds && unit != .milliseconds {
      text += String(rest / unit.nanoseconds) + unit.rawValue
      rest %= unit.nanoseconds
    }
    if rest > 0 { text += (Double(rest) / Double(DurationUnit.milliseconds.nanoseconds)).argument + "ms" }
    return text.isEmpty ? "0s" : text
  }

  /// Reads `1h30m`: numbers, each with a shorter unit than the one before; a plain number means seconds.
  private static func nanoseconds(_ text: String) -> Double? {
    if let seconds = number(text[...]) { return seconds * Double(DurationUnit.seconds.nanoseconds) }
    var rest = text[...]
    var units = DurationUnit.allCases[...]
    var sum = 0.0
    while !rest.isEmpty {
      let digits = rest.prefix { !$0.isLetter }
      let name = rest[digits.endIndex...].prefix { $0.isLetter }
      guard let count = number(digits), let index = units.firstIndex(where: { $0.rawValue == name })
      else { return nil }
      sum += count * Double(units[index].nanoseconds)
      units = units[(index + 1)...]
      rest = rest[name.endIndex...]
    }
    return text.isEmpty ? nil : sum
  }

  private static func number(_ text: Substring) -> Double? {
    // Double also reads 1e5, inf and 0x10, which nobody means here.
    guard text.allSatisfy({ $0 == "." || ("0"..."9").contains($0) }) else { return nil }
    return Double(text)
  }
}
