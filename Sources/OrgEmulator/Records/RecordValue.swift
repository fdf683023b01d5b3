import FoundationEssentials
import Wire

/// What stands in a field of a record.
enum RecordValue: Hashable, Sendable {
  case null
  case text(String)
  case number(Int)
  case flag(Bool)
  /// Seconds since 1970.
  case time(Int)
  /// A compound field: names and texts.
  case compound([JSONObject.Member])

  /// As the REST API writes it.
  var json: JSONValue {
    switch self {
    case .null: .null
    case .text(let text): .string(text)
    case .number(let number): JSONValue(number)
    case .flag(let flag): .bool(flag)
    case .time(let seconds): .string("\(Self.stamp(seconds)).000+0000")
    case .compound(let members): .object(JSONObject(members))
    }
  }

  /// As a table of the Bulk API holds it, without quotes.
  var csv: String {
    switch self {
    case .null, .compound: ""
    case .text(let text): text
    case .number(let number): String(number)
    case .flag(let flag): flag ? "true" : "false"
    case .time(let seconds): "\(Self.stamp(seconds)).000Z"
    }
  }

  /// `2026-03-01T08:00:00`
  private static func stamp(_ seconds: Int) -> String {
    String(Date(timeIntervalSince1970: Double(seconds)).formatted(.iso8601).dropLast())
  }
}

extension RecordValue {
  /// Whether it comes before another of its kind; texts in letters of either case.
  func precedes(_ other: RecordValue) -> Bool {
    switch (self, other) {
    case (.text(let left), .text(let right)): left.lowercased() < right.lowercased()
    case (.number(let left), .number(let right)): left < right
    case (.time(let left), .time(let right)): left < right
    case (.flag(let left), .flag(let right)): !left && right
    default: false
    }
  }

  /// Whether it is the same for a filter: texts in letters of either case, ids of 15 or 18 letters.
  func equals(_ other: RecordValue, isID: Bool) -> Bool {
    guard case .text(let left) = self, case .text(let right) = other else { return self == other }
    if isID, right.utf8.count == 15 { return left.hasPrefix(right) }
    return isID ? left == right : left.lowercased() == right.lowercased()
  }
}
