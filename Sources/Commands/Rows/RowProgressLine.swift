import RowEngine
import Terminal
import Wire

/// Shows how far a run has come, on a terminal and nowhere else.
struct RowProgressLine: ~Copyable {
  private var line: ProgressLine
  private let now: () -> Duration
  private let bytes: Int?
  private var shownAt: Duration?
  /// What an earlier run had consumed of the input.
  private let bytesBefore: Int

  private static let beat = Duration.milliseconds(100)

  /// - Parameter bytes: of the whole input, where known.
  init(_ line: consuming ProgressLine, bytes: Int?, bytesBefore: Int, now: @escaping () -> Duration) {
    self.line = line
    self.bytes = bytes
    self.bytesBefore = bytesBefore
    self.now = now
  }

  mutating func show(_ counts: RowCounts) {
    let time = now()
    guard shownAt.map({ time - $0 >= Self.beat }) ?? true else { return }
    shownAt = time
    line.show(RowMessages.progress(counts, after: time, left: left(counts, after: time)))
  }

  mutating func clear() { line.clear() }

  private func left(_ counts: RowCounts, after time: Duration) -> Duration? {
    guard let bytes, counts.inputBytes > bytesBefore, time > .seconds(1) else { return nil }
    return time / Double(counts.inputBytes - bytesBefore) * Double(max(0, bytes - counts.inputBytes))
  }
}

/// Numbers of a run, in words.
enum RowMessages {
  static func progress(_ counts: RowCounts, after time: Duration, left: Duration?) -> String {
    let rate = time > .zero ? Double(counts.rows) / (time / .seconds(1)) : 0
    let parts = [
      count(counts.rows, "row"), "\(number(Int(rate.rounded())))/s", left.map { "\(span($0)) left" },
      counts.retries > 0 ? count(counts.retries, "retry", "retries") : nil,
      counts.refused > 0 ? "\(number(counts.refused)) refused" : nil,
    ]
    return parts.compactMap { $0 }.joined(separator: ", ")
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
