/// A date, a time or both, after RFC 3339 and the calendar.
struct TOMLDateTime {
  let value: TOMLValue

  /// - Returns: `nil` for anything else.
  init?(_ word: ArraySlice<UInt8>) {
    let text = String(decoding: word, as: UTF8.self)
    if let kind = Self.time(word), kind == .localTime {
      value = .dateTime(text, .localTime)
      return
    }
    guard Self.isDate(word.prefix(10)) else { return nil }
    guard word.count > 10 else {
      value = .dateTime(text, .localDate)
      return
    }
    let separator = word[word.startIndex + 10]
    guard "Tt ".utf8.contains(separator), let kind = Self.time(word.dropFirst(11)) else { return nil }
    value = .dateTime(text, kind == .localTime ? .localDateTime : .offsetDateTime)
  }

  /// `1979-05-27`
  static func isDate(_ word: ArraySlice<UInt8>) -> Bool {
    guard word.count == 10, let year = number(word, 0, 4), mark(word, 4, "-"), let month = number(word, 5, 2),
      mark(word, 7, "-"), let day = number(word, 8, 2), (1...12).contains(month)
    else { return false }
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    return (1...lengths[month - 1]).contains(day)
  }

  /// `07:32:00`, with parts of a second and an offset where there are any.
  private static func time(_ word: ArraySlice<UInt8>) -> TOMLValue.DateTimeKind? {
    guard word.count >= 8, let hour = number(word, 0, 2), mark(word, 2, ":"), let minute = number(word, 3, 2),
      mark(word, 5, ":"), let second = number(word, 6, 2), hour < 24, minute < 60, second < 60
    else { return nil }
    var rest = word.dropFirst(8)
    if rest.first == UInt8(ascii: ".") {
      let digits = rest.dropFirst().prefix(while: \.isDigit)
      guard !digits.isEmpty else { return nil }
      rest = rest[digits.endIndex...]
    }
    if rest.isEmpty { return .localTime }
    return isOffset(rest) ? .offsetDateTime : nil
  }

  /// `Z` or `-07:00`
  private static func isOffset(_ word: ArraySlice<UInt8>) -> Bool {
    if word.count == 1, "Zz".utf8.contains(word[word.startIndex]) { return true }
    guard word.count == 6, let sign = word.first, "+-".utf8.contains(sign), let hour = number(word, 1, 2),
      mark(word, 3, ":"), let minute = number(word, 4, 2)
    else { return false }
    return hour < 24 && minute < 60
  }

  private static func number(_ word: ArraySlice<UInt8>, _ offset: Int, _ count: Int) -> Int? {
    let digits = word.dropFirst(offset).prefix(count)
    guard digits.count == count, digits.allSatisfy(\.isDigit) else { return nil }
    return digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
  }

  private static func mark(_ word: ArraySlice<UInt8>, _ offset: Int, _ mark: Unicode.Scalar) -> Bool {
    word.dropFirst(offset).first == UInt8(ascii: mark)
  }
}
