/// The part of the screen in which a line is edited: what to print so that it shows another image.
///
/// Everything is relative to where the image begins, and only what differs is drawn.
struct LineScreen {
  private var shown: LineImage?

  mutating func draw(_ image: LineImage) -> String {
    defer { shown = image }
    guard let shown else { return "\r" + Self.erase + Self.rows(image.rows[...]) + Self.toCursor(of: image) }
    guard let first = Self.firstDifference(shown.rows, image.rows) else {
      return shown.cursor == image.cursor ? "" : Self.move(from: shown.cursor, to: image.cursor)
    }
    let start = LineImage.Position(row: min(first, shown.rows.count - 1), column: 0)
    // A row that is new begins behind the last one that is there.
    let leap = first > start.row ? Self.toEnd(of: shown) + "\r\n" : Self.move(from: shown.cursor, to: start)
    return leap + Self.erase + Self.rows(image.rows[first...]) + Self.toCursor(of: image)
  }

  /// Goes to the start of the row below the image, which stays.
  mutating func leave() -> String {
    defer { shown = nil }
    return shown.map { Self.toEnd(of: $0) + "\r\n" } ?? ""
  }

  /// Goes to where the image began, when the terminal has folded it anew like this.
  mutating func restart(folded image: LineImage) -> String {
    defer { shown = nil }
    return shown == nil
      ? "" : Self.move(from: image.cursor, to: LineImage.Position(row: 0, column: 0)) + Self.erase
  }

  private static let erase = "\u{1B}[J"

  private static func firstDifference(_ old: [LineImage.Row], _ new: [LineImage.Row]) -> Int? {
    if old == new { return nil }
    return min(new.count - 1, zip(old, new).prefix { $0 == $1 }.count)
  }

  private static func rows(_ rows: ArraySlice<LineImage.Row>) -> String {
    zip(rows, rows.dropFirst()).reduce(rows.first?.text ?? "") { text, pair in
      // A full row is folded by the terminal itself, as soon as something follows.
      text + (!pair.0.isFolded ? "\r\n" : pair.1.text.isEmpty ? " \r" : "") + pair.1.text
    }
  }

  private static func toCursor(of image: LineImage) -> String {
    let last = image.rows.count - 1
    let end = LineImage.Position(row: last, column: image.rows[last].columns)
    return image.cursor == end ? "" : move(from: end, to: image.cursor)
  }

  private static func toEnd(of image: LineImage) -> String {
    let last = image.rows.count - 1
    return move(from: image.cursor, to: LineImage.Position(row: last, column: image.rows[last].columns))
  }

  private static func move(from old: LineImage.Position, to new: LineImage.Position) -> String {
    let rows = new.row - old.row
    let vertical = rows == 0 ? "" : "\u{1B}[\(abs(rows))\(rows < 0 ? "A" : "B")"
    return vertical + "\r" + (new.column > 0 ? "\u{1B}[\(new.column)C" : "")
  }
}
