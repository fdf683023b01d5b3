package import FoundationEssentials

/// Reads the header `Retry-After`: seconds, or an HTTP date (RFC 9110 §10.2.3).
package enum RetryAfter {
  /// The wait from `now`, never negative; `nil` when the value is malformed.
  package static func parse(_ value: String?, now: Date) -> Duration? {
    guard let value else { return nil }
    if let seconds = seconds(value) { return wait(seconds) }
    return Date(httpDate: value).map { wait($0.timeIntervalSince(now)) }
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
}
