package import FoundationEssentials

extension Date {
  /// Reads the form that servers must send: `Sun, 06 Nov 1994 08:49:37 GMT` (RFC 9110 §5.6.7); `nil` for others.
  package init?(httpDate text: String) {
    let words = text.split(whereSeparator: { $0 == " " || $0 == ":" || $0 == "," })
    guard words.count == 8, words[7] == "GMT", let month = Self.months.firstIndex(of: String(words[2])),
      let day = Self.number(words[1], 1...31), let year = Self.number(words[3], 1...9999),
      let hour = Self.number(words[4], 0...23), let minute = Self.number(words[5], 0...59),
      // A minute may have a second more.
      let second = Self.number(words[6], 0...60), let zone = TimeZone(secondsFromGMT: 0)
    else { return nil }
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = zone
    let parts = DateComponents(
      year: year, month: month + 1, day: day, hour: hour, minute: minute, second: second)
    guard let date = calendar.date(from: parts) else { return nil }
    self = date
  }

  private static func number(_ digits: Substring, _ range: ClosedRange<Int>) -> Int? {
    Int(digits).flatMap { range.contains($0) ? $0 : nil }
  }

  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]
}
