import Terminal

/// A screen that shows what a program prints, as far as this module's programs go.
struct Screen {
  private var rows: [[String]] = [[]]
  private var row = 0
  private var column = 0
  private let columns: Int

  init(columns: Int) {
    self.columns = columns
  }

  /// The rows without spaces at their ends, and without empty rows at the end.
  var lines: [String] {
    let lines = rows.map { cells in
      var cells = cells
      while cells.last == " " { cells.removeLast() }
      return cells.joined()
    }
    return Array(lines.reversed().drop { $0.isEmpty }.reversed())
  }

  var cursor: [Int] { [row, min(column, columns - 1)] }

  mutating func show(_ text: String) {
    var rest = text[...]
    while let first = rest.first {
      if rest.hasPrefix("\u{1B}[") {
        let parameters = rest.dropFirst(2).prefix { $0.isNumber || $0 == "?" || $0 == ";" }
        obey(rest[parameters.endIndex], Int(parameters) ?? 1)
        rest = rest[parameters.endIndex...].dropFirst()
      } else {
        put(first)
        rest = rest.dropFirst()
      }
    }
  }

  private mutating func put(_ character: Character) {
    switch character {
    case "\r": column = 0
    case "\n": moveDown()
    case "\r\n":
      column = 0
      moveDown()
    case "\u{8}": column = max(0, min(column, columns - 1) - 1)
    case "\u{7}": break
    default: draw(String(character))
    }
  }

  private mutating func draw(_ text: String) {
    let width = TextWidth.columns(of: text)
    if column + width > columns {
      column = 0
      moveDown()
    }
    while rows[row].count < column + width { rows[row].append(" ") }
    rows[row][column] = text
    // The second half of a wide character.
    if width == 2 { rows[row][column + 1] = "" }
    column += width
  }

  private mutating func moveDown() {
    row += 1
    if row == rows.count { rows.append([]) }
  }

  private mutating func obey(_ letter: Character, _ count: Int) {
    switch letter {
    case "A": row = max(0, row - count)
    case "B": row = min(rows.count - 1, row + count)
    case "C": column = min(columns - 1, column + count)
    case "J":
      rows.removeSubrange((row + 1)...)
      rows[row] = Array(rows[row].prefix(column))
    default: break
    }
  }
}
