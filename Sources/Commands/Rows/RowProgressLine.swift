import RowEngine
import Terminal
import Wire

/// Tells how far a run has come: on a terminal in a line that is drawn over itself, elsewhere in notes, now and then.
struct RowProgressLine: ~Copyable {
  private var line: ProgressLine
  private let notes: Notes
  /// Whether notes tell it, because no line does.
  private let isNoted: Bool
  private let now: () -> Duration
  private let bytes: Int?
  private let rows: (@Sendable () -> Int?)?
  /// What an earlier run had done.
  private let earlier: ProgressRecord?
  private let waiting: (@Sendable () -> String?)?
  private var shownAt: Duration?
  private var slowedAt: Duration?

  private static let beat = Duration.milliseconds(100)
  /// A service that is busy says so again and again.
  private static let slowPause = Duration.seconds(60)

  /// - Parameters:
  ///   - bytes: of the whole input, where known.
  ///   - rows: of the whole input, where it has no bytes, as soon as they are known.
  ///   - earlier: what an earlier run has done.
  ///   - waiting: what the first rows wait for, where they do.
  init(
    _ line: consuming ProgressLine, _ notes: Notes, isNoted: Bool, bytes: Int?,
    rows: (@Sendable () -> Int?)? = nil, earlier: ProgressRecord?,
    waiting: (@Sendable () -> String?)? = nil, now: @escaping () -> Duration
  ) {
    self.line = line
    self.notes = notes
    self.isNoted = isNoted
    (self.bytes, self.rows) = (bytes, rows)
    self.earlier = earlier
    self.waiting = waiting
    self.now = now
  }

  /// - Parameter counts: of this run.
  mutating func show(_ counts: RowCounts) {
    let time = now()
    guard shownAt.map({ time - $0 >= Self.beat }) ?? true else { return }
    draw(counts, pause: .zero, at: time)
  }

  /// - Parameter counts: of this run.
  mutating func take(_ event: RowRunEvent, _ counts: RowCounts) {
    let time = now()
    switch event {
    case .beat(let pause):
      if isNoted {
        notes.note(progress(counts, pause: pause, at: time))
      } else {
        draw(counts, pause: pause, at: time)
      }
    case .slowedDown(let pause, let concurrency, let error):
      guard isNoted else { return draw(counts, pause: pause, at: time) }
      guard slowedAt.map({ time - $0 >= Self.slowPause }) ?? true else { return }
      slowedAt = time
      notes.note(RowMessages.slowDown(error, pause: pause, concurrency: concurrency))
    }
  }

  mutating func clear() { line.clear() }

  private mutating func draw(_ counts: RowCounts, pause: Duration, at time: Duration) {
    shownAt = time
    line.show(progress(counts, pause: pause, at: time))
  }

  private func progress(_ counts: RowCounts, pause: Duration, at time: Duration) -> String {
    if let waiting = waiting?() { return waiting }
    return RowMessages.progress(
      counts, earlier: (earlier?.done ?? 0, earlier?.refused ?? 0), after: time,
      share: position(counts)?.share, left: pause > .zero ? nil : left(counts, after: time), pause: pause)
  }

  private func left(_ counts: RowCounts, after time: Duration) -> Duration? {
    guard let position = position(counts), position.dealtWith > position.before, time > .seconds(1) else {
      return nil
    }
    return time / Double(position.dealtWith - position.before)
      * Double(max(0, position.all - position.dealtWith))
  }

  /// `nil` where nobody knows how long the input is.
  private func position(_ counts: RowCounts) -> InputPosition? {
    if let bytes {
      return InputPosition(counts.inputBytes, after: earlier?.input.bytes, of: bytes)
    }
    return rows?().flatMap { InputPosition(counts.inputRows, after: earlier?.rowsConsumed, of: $0) }
  }
}

/// How much of an input is dealt with, in bytes or in rows.
private struct InputPosition {
  let dealtWith: Int
  /// By earlier runs.
  let before: Int
  let all: Int

  /// - Parameter dealtWith: 0 before the first row of this run.
  init?(_ dealtWith: Int, after before: Int?, of all: Int) {
    guard all > 0 else { return nil }
    (self.dealtWith, self.before, self.all) = (max(dealtWith, before ?? 0), before ?? 0, all)
  }

  /// 0…1.
  var share: Double { min(1, Double(dealtWith) / Double(all)) }
}

/// Numbers of a run, in words.
enum RowMessages {
  /// - Parameters:
  ///   - counts: of this run, which the rate is of.
  ///   - earlier: rows of earlier runs.
  ///   - share: of the input, 0…1, where known.
  ///   - pause: until the next request may begin.
  static func progress(
    _ counts: RowCounts, earlier: (done: Int, refused: Int) = (0, 0), after time: Duration,
    share: Double? = nil, left: Duration?, pause: Duration = .zero
  ) -> String {
    let rate = time > .zero ? Double(counts.rows) / (time / .seconds(1)) : 0
    let refused = counts.refused + earlier.refused
    let parts = [
      count(counts.rows + earlier.done + earlier.refused, "row"), share.map { "\(Int($0 * 100))%" },
      "\(number(Int(rate.rounded())))/s", left.map { "\(span($0)) left" },
      counts.retries > 0 ? count(counts.retries, "retry", "retries") : nil,
      refused > 0 ? "\(number(refused)) refused" : nil,
      pause > .zero ? "slowed down by the service: waiting \(span(pause))" : nil,
    ]
    return parts.compactMap { $0 }.joined(separator: ", ")
  }

  /// - Parameters:
  ///   - pause: until the next request may begin.
  ///   - concurrency: requests at the same time from then on.
  static func slowDown(_ error: any Error, pause: Duration, concurrency: Int) -> String {
    let status = FailureReport.words(for: error).status.map { " (\($0))" } ?? ""
    return
      "the service asks to slow down\(status): waiting \(span(pause)), then \(count(concurrency, "request")) at a time"
  }

  static func summary(_ counts: RowCounts, after time: Duration) -> String {
    let parts = [
      count(counts.rows, "row"), counts.refused > 0 ? "\(number(counts.refused)) refused" : nil,
      count(counts.requests, "request"), count(counts.retries, "retry", "retries"),
      count(counts.tokens.value, "token"), span(time),
    ]
    return parts.compactMap { $0 }.joined(separator: ", ")
  }

  /// `1 row`, `2,000 rows`.
  static func count(_ count: Int, _ one: String, _ many: String? = nil) -> String {
    "\(number(count)) \(count == 1 ? one : many ?? one + "s")"
  }

  /// `1,234,567`.
  static func number(_ number: Int) -> String {
    let digits = String(number)
    let head = digits.count % 3
    let groups = stride(from: head, to: digits.count, by: 3).map { digits.dropFirst($0).prefix(3) }
    return ((head > 0 ? [digits.prefix(head)] : []) + groups).joined(separator: ",")
  }

  /// `3.2 s`, `4 min 5 s`, `2 h 3 min`.
  static func span(_ time: Duration) -> String {
    let seconds = Int(time.components.seconds)
    switch seconds {
    case ..<60:
      let tenths = Int(((time / .seconds(1)) * 10).rounded(.down))
      return "\(tenths / 10).\(tenths % 10) s"
    case ..<3600: return "\(seconds / 60) min \(seconds % 60) s"
    default: return "\(seconds / 3600) h \(seconds / 60 % 60) min"
    }
  }
}
