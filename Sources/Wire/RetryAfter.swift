package import FoundationEssentials

/// Reads the header `Retry-After`: seconds, or an HTTP date (RFC 9110 §10.2.3).
package enum RetryAfter {
  /// The wait from `now`, never negative; `nil` when the value is malformed.
  package static func parse(_ value: String?, now: Date) -> Duration? {
    guard let value else { return nil }
    if let seconds = seconds(value) { return wait(seconds) }
    return httpDate(value).map { wait($0.timeIntervalSince(now)) }
  }

  /// Digits, perhaps with a fraction; `Double` also reads `1e5`, `inf` and `0x10`, which no service means here.
  private static func seconds(_ text: String) -> Double? {
    guard text.utf8.allSatisfy({ UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 || $0 == UInt8(ascii: ".") })
    else { return nil }
    return Double(text).flatMap { $0.isFinite ? $0 : nil }
  }

  // A `Duration` cannot hold every number that a header can; nobody waits a year.
  private static func wait(_ seconds: Double) -> Duration {
    .seconds(min(max(0, seconds), 365 * 86_400))
  }

  /// The form that servers must send: `Sun, 06 Nov 1994 08:49:37 GMT` (RFC 9110 §5.6.7).
  private static func httpDate(_ text: String) -> Date? {
    let words = text.split(whereSeparator: { $0 == " " || $0 == ":" || $0 == "," })
    guard words.count == 8, words[7] == "GMT", let month = months.firstIndex(of: String(words[2])),
      let day = number(words[1], 1...31), let year = number(words[3], 1...9999),
      let hour = number(words[4], 0...23), let minute = number(words[5], 0...59),
      // A minute may have a second more.
      let second = number(words[6], 0...60), let zone = TimeZone(secondsFromGMT: 0)
    else { return nil }
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = zone
    return calendar.date(
      from: DateComponents(
        year: year, month: month + 1, day: day, hour: hour, minute: minute, second: second))
  }

  private static func number(_ digits: Substring, _ range: ClosedRange<Int>) -> Int? {
    Int(digits).flatMap { range.contains($0) ? $0 : nil }
  }

  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]
}
