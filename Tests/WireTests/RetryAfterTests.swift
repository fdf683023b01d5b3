import FoundationEssentials
import Testing
import Wire

/// What servers ask for when they ask for patience.
struct RetryAfterTests {
  /// Sun, 06 Nov 1994 08:49:37 GMT.
  private let now = Date(timeIntervalSince1970: 784_111_777)

  @Test(arguments: [
    ("0", Duration.zero), ("120", .seconds(120)), ("1.5", .seconds(1.5)),
    ("Sun, 06 Nov 1994 08:50:37 GMT", .seconds(60)), ("Sun, 06 Nov 1994 08:49:36 GMT", .zero),
    ("-1", nil), ("", nil), ("soon", nil), ("nan", nil), ("inf", nil), ("Sun, 06 Foo 1994 08:49:37 GMT", nil),
    ("0x10", nil), ("1e3", nil), ("+5", nil), ("1e999", nil), ("Sun, 99 Nov 1994 08:49:37 GMT", nil),
    ("Sun, 06 Nov 1994 24:49:37 GMT", nil), ("Sun, 06 Nov 1994 08:-1:37 GMT", nil),
    ("Sun, 06 Nov 0000 08:49:37 GMT", nil), ("Sun, 06 Nov 1994 08:49:37 CET", nil), ("Sun, 06 Nov 1994", nil),
    (nil, nil),
  ])
  func reads(_ value: String?, as wait: Duration?) {
    #expect(RetryAfter.parse(value, now: now) == wait)
  }

  @Test(arguments: [
    "1e300", "99999999999999999999", String(repeating: "9", count: 400), "9223372036854775807",
    "Sun, 06 Nov 9999999999999999 08:49:37 GMT", "Sun, 06 Nov 9223372036854775807 08:49:37 GMT",
    "Sun, 9223372036854775807 Nov 1994 08:49:37 GMT", "Fri, 31 Dec 9999 23:59:60 GMT",
  ])
  func survivesWaitsBeyondAllMeasure(_ value: String) {
    let wait = RetryAfter.parse(value, now: now)
    #expect(wait.map { $0 > .seconds(1_000_000) } ?? true)
  }
}
