import CommandTree
import Testing

@Suite struct ValueTests {
  @Test(
    arguments: [
      ("90s", .seconds(90)), ("2m", .seconds(120)), ("1h30m", .seconds(5400)), ("250ms", .milliseconds(250)),
      ("5", .seconds(5)), ("0.5", .milliseconds(500)), ("1.5h", .seconds(5400)),
      ("1m0.5s", .milliseconds(60_500)),
      ("0", .zero), ("0.1s", .milliseconds(100)),
    ] as [(String, Duration)])
  func readsADuration(_ text: String, as expected: Duration) throws {
    #expect(try Duration(argument: text) == expected)
  }

  @Test(arguments: [
    ("", "is not a duration such as 90s, 2m, 1h30m or 250ms"),
    ("soon", "is not a duration such as 90s, 2m, 1h30m or 250ms"),
    ("30m1h", "is not a duration such as 90s, 2m, 1h30m or 250ms"),
    ("1m1m", "is not a duration such as 90s, 2m, 1h30m or 250ms"),
    ("1e3", "is not a duration such as 90s, 2m, 1h30m or 250ms"),
    ("1h30", "is not a duration such as 90s, 2m, 1h30m or 250ms"),
    ("s", "is not a duration such as 90s, 2m, 1h30m or 250ms"),
    ("-5s", "is negative; a duration is not"),
    ("9999999h", "is too long a time"),
  ])
  func refusesADuration(_ text: String, because reason: String) {
    #expect(throws: ValueProblem(reason: reason)) { try Duration(argument: text) }
  }

  @Test(
    arguments: [
      (.seconds(120), "2m"), (.seconds(5400), "1h30m"), (.milliseconds(250), "250ms"), (.zero, "0s"),
      (.milliseconds(90_500), "1m30s500ms"), (.microseconds(1500), "1.5ms"),
    ] as [(Duration, String)])
  func writesADuration(_ duration: Duration, as text: String) throws {
    #expect(duration.argument == text)
    #expect(try Duration(argument: text) == duration)
  }

  @Test(arguments: ["1", "true", "Yes", "on"])
  func readsYes(_ text: String) throws { #expect(try Bool(argument: text)) }

  @Test(arguments: ["0", "false", "no", "OFF"])
  func readsNo(_ text: String) throws { #expect(try !Bool(argument: text)) }

  @Test func refusesWhatIsNoValue() {
    #expect(throws: ValueProblem(reason: "is neither true nor false")) { try Bool(argument: "maybe") }
    #expect(throws: ValueProblem(reason: "is not a whole number")) { try Int(argument: "1.5") }
    #expect(throws: ValueProblem(reason: "is not a number")) { try Double(argument: "nan") }
    #expect(throws: ValueProblem(reason: "is not one of small, medium, large")) {
      try Size(argument: "Large")
    }
  }

  @Test func writesNumbersPlainly() {
    #expect([(1.0).argument, (0.25).argument, (-3).argument, true.argument] == ["1", "0.25", "-3", "true"])
  }
}
