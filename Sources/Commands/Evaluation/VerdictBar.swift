/// How many cases passed, failed and were refused, as one bar.
struct VerdictBar {
  let title: String
  let passed: Int
  let failed: Int
  let refused: Int

  private static let width = 600.0

  var html: String {
    let all = max(1, passed + failed + refused)
    let parts = [("good", "passed", passed), ("bad", "failed", failed), ("refused", "refused", refused)]
      .filter { $0.2 > 0 }
    let words = parts.map { "\(RowMessages.number($0.2)) \($0.1)" }.joined(separator: ", ")
    let sentence = "\(title): \(EvaluationSummary.percent(Double(passed) / Double(all))), \(words)"
    var left = 0.0
    let shapes = parts.map { style, _, count in
      let width = Self.width * Double(count) / Double(all)
      defer { left += width }
      return
        "<rect class=\"\(style)\" x=\"\(FixedDigits.short(left, 1))\" width=\"\(FixedDigits.short(width, 1))\" height=\"14\"/>"
    }
    return """
      <p>\(MarkupText.escaped(sentence))</p>
      <svg viewBox="0 0 600 14" width="600" height="14" aria-hidden="true">\(shapes.joined())</svg>

      """
  }
}
