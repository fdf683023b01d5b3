/// A row of a terminal that knows nothing but how to go back, in which a line is edited: what to print.
///
/// Of a line that is too long the part round the cursor is shown.
struct PlainScreen {
  private var shown = ""
  private var columns = 0
  private var cursor = 0

  /// - Parameter cursor: so many of the glyphs stand before it.
  mutating func draw(_ glyphs: [Glyph], cursor: Int, width: Int) -> String {
    let part = Self.visible(glyphs, cursor, width - 1)
    let text = part.map(\.drawing).joined()
    let column = glyphs[part.startIndex..<cursor].reduce(0) { $0 + $1.columns }
    guard text != shown || column != self.cursor else { return "" }
    let drawn = part.reduce(0) { $0 + $1.columns }
    let rest = max(0, columns - drawn)
    (shown, columns, self.cursor) = (text, drawn, column)
    return "\r" + text + String(repeating: " ", count: rest)
      + String(repeating: "\u{8}", count: rest + drawn - column)
  }

  /// Goes to the row below.
  mutating func leave() -> String {
    self = PlainScreen()
    return "\r\n"
  }

  private static func visible(_ glyphs: [Glyph], _ cursor: Int, _ width: Int) -> ArraySlice<Glyph> {
    var (start, room) = (cursor, width)
    while start > 0, room >= glyphs[start - 1].columns {
      start -= 1
      room -= glyphs[start].columns
    }
    var end = cursor
    while end < glyphs.count, room >= glyphs[end].columns {
      room -= glyphs[end].columns
      end += 1
    }
    return glyphs[start..<end]
  }
}
