package import FoundationEssentials

/// Reads the header `Retry-After`: seconds, or an HTTP date (RFC 9110 §10.2.3).
package enum RetryAfter {
  /// The wait from `now`, never negative; `nil` when the value is malformed.
  package static func parse(_ value: String?, now: Date) -> Duration? {
    guard let value else { return nil }
    if let seconds = Double(value) { return seconds >= 0 && seconds.isFinite ? wait(seconds) : nil }
    return httpDate(value).map { wait($0.timeIntervalSince(now)) }
  }

  // A `Duration` cannot hold every number that a header can; nobody waits a year.
  private static func wait(_ seconds: Double) -> Duration {
    .seconds(min(max(0, seconds), 365 * 86_400))
  }

  /// The form that servers must send: `Sun, 06 Nov 1994 08:49:37 GMT` (RFC 9110 §5.6.7).
  private static func httpDate(_ text: String) -> Date? {
    let words = text.split(whereSeparator: { $0 == " " || $0 == ":" || $0 == "," })
    guard words.count == 8, words[7] == "GMT", let month = months.firstIndex(of: String(words[2])),
      let day = Int(words[1]), let year = Int(words[3]), let hour = Int(words[4]), let minute = Int(words[5]),
      let second = Int(words[6]), let zone = TimeZone(secondsFromGMT: 0)
    else { return nil }
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = zone
    return calendar.date(
      from: DateComponents(
        year: year, month: month + 1, day: day, hour: hour, minute: minute, second: second))
  }

  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]
}
