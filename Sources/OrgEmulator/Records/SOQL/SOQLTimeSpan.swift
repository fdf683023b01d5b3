import FoundationEssentials

/// A stretch of time that a literal of a query means, in UTC: `2026-03-01`, `TODAY`, `LAST_N_DAYS:30`.
///
/// Source: SOQL and SOSL Reference, "Date Formats and Date Literals in WHERE".
struct SOQLTimeSpan: Equatable {
  /// The first second, since 1970.
  let start: Int
  /// The second behind the last one; a moment has none.
  let end: Int

  private static let day = 86_400

  /// - Returns: `nil` for a word that is no such literal.
  init?(_ word: String, now: Date) {
    let parts = word.uppercased().split(separator: ":", omittingEmptySubsequences: false)
    let today = Int(now.timeIntervalSince1970) / Self.day * Self.day
    if parts.count == 1, let days = Self.days[String(parts[0])] {
      self.init(today, from: days.lowerBound, to: days.upperBound)
    } else if parts.count == 1, let months = Self.months[String(parts[0])] {
      self.init(monthOf: now, months.offset, count: months.count, stepping: months.step)
    } else if parts.count == 2, let count = Int(parts[1]), 0...100_000 ~= count {
      switch parts[0] {
      case "LAST_N_DAYS": self.init(today, from: -count, to: 0)
      case "NEXT_N_DAYS": self.init(today, from: 1, to: count)
      case "N_DAYS_AGO": self.init(today, from: -count, to: -count)
      default: return nil
      }
    } else {
      return nil
    }
  }

  /// - Returns: `nil` for what is neither a date nor a time.
  init?(timestamp text: String) {
    let isDate = text.utf8.count == 10
    guard let date = try? Date(isDate ? "\(text)T00:00:00Z" : Self.whole(text), strategy: .iso8601) else {
      return nil
    }
    start = Int(date.timeIntervalSince1970)
    end = isDate ? start + Self.day : start
  }

  /// From one day to another, both included, counted from today.
  private init(_ today: Int, from first: Int, to last: Int) {
    start = today + first * Self.day
    end = today + (last + 1) * Self.day
  }

  private init(monthOf now: Date, _ offset: Int, count: Int, stepping step: Int) {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = .gmt
    let parts = calendar.dateComponents([.year, .month], from: now)
    let month = (parts.year ?? 1970) * 12 + (parts.month ?? 1) - 1
    let first = month / step * step + offset
    func second(_ month: Int) -> Int {
      let date = calendar.date(from: DateComponents(year: month / 12, month: month % 12 + 1, day: 1))
      return Int((date ?? now).timeIntervalSince1970)
    }
    start = second(first)
    end = second(first + count)
  }

  /// Without the fraction of a second, and with a colon in the offset.
  private static func whole(_ text: String) -> String {
    let seconds = text.replacing(/\.\d+/, with: "")
    return seconds.replacing(/([+-]\d\d)(\d\d)$/) { "\($0.output.1):\($0.output.2)" }
  }

  private static let days: [String: ClosedRange<Int>] = [
    "TODAY": 0...0, "YESTERDAY": -1 ... -1, "TOMORROW": 1...1, "LAST_90_DAYS": -90...0,
    "NEXT_90_DAYS": 1...90,
  ]
  private static let months: [String: (offset: Int, count: Int, step: Int)] = [
    "THIS_MONTH": (0, 1, 1), "LAST_MONTH": (-1, 1, 1), "NEXT_MONTH": (1, 1, 1), "THIS_QUARTER": (0, 3, 3),
    "LAST_QUARTER": (-3, 3, 3), "NEXT_QUARTER": (3, 3, 3), "THIS_YEAR": (0, 12, 12),
    "LAST_YEAR": (-12, 12, 12), "NEXT_YEAR": (12, 12, 12),
  ]
}
