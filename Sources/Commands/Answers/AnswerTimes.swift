import FoundationEssentials

/// When an answer was asked for, and when it came.
struct AnswerTimes: Equatable, Sendable {
  var start: Date
  /// When something of it could be read; `nil` for an answer that came whole.
  var firstWord: Date?
  var end: Date

  func passed(until moment: Date) -> Duration { .seconds(moment.timeIntervalSince(start)) }
}
