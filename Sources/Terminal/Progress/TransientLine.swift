/// A line that is drawn over itself and leaves nothing behind: what to print for that.
///
/// It needs a carriage return and spaces only, so it works on a terminal that knows nothing else.
struct TransientLine {
  private var drawn = 0

  /// Draws the text, cut to the columns, in place of what was there.
  mutating func draw(_ text: String, columns: Int) -> String {
    // In the last column some terminals would begin a new line.
    let text = TextWidth.cut(text, to: max(0, columns - 1))
    let width = TextWidth.columns(of: text)
    defer { drawn = width }
    guard drawn > width else { return "\r" + text }
    let rest = drawn - width
    return "\r" + text + String(repeating: " ", count: rest) + String(repeating: "\u{8}", count: rest)
  }

  mutating func clear() -> String {
    guard drawn > 0 else { return "" }
    defer { drawn = 0 }
    return "\r" + String(repeating: " ", count: drawn) + "\r"
  }
}
