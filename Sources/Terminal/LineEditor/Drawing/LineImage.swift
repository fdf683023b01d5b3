/// What a prompt and a line look like on a screen of some width: rows, and the place of the cursor.
struct LineImage: Equatable {
  /// One row of the screen.
  struct Row: Equatable {
    var text = ""
    var columns = 0
    /// Whether the text goes on in the next row only because this one is full.
    var isFolded = false
  }

  /// A place on the screen, from the upper left corner of the prompt.
  struct Position: Equatable {
    var row: Int
    var column: Int
  }

  private(set) var rows = [Row()]
  private let width: Int
  private var given: Position?
  private var isCursorNext = false

  init(width: Int) {
    self.width = max(2, width)
  }

  /// Where the cursor is: at the end unless it was placed elsewhere.
  var cursor: Position { given ?? end }

  /// Puts the cursor on what is added next.
  mutating func placeCursor() {
    isCursorNext = true
  }

  mutating func add(_ drawing: String, columns: Int) {
    // What does not fit any more goes to the next row whole.
    if rows[end.row].columns + columns > width { fold() }
    meetCursor()
    rows[end.row].text += drawing
    rows[end.row].columns += columns
    if rows[end.row].columns >= width { fold() }
  }

  mutating func addNewline() {
    meetCursor()
    rows.append(Row())
  }

  mutating func addTab() {
    repeat { add(" ", columns: 1) } while end.column % 8 != 0
  }

  /// As many rows as a screen has, those around the cursor.
  func cropped(to height: Int) -> LineImage {
    guard rows.count > height, height > 0 else { return self }
    let first = min(cursor.row, rows.count - height)
    var image = self
    image.given = Position(row: cursor.row - first, column: cursor.column)
    image.rows = Array(rows[first..<(first + height)])
    return image
  }

  private var end: Position { Position(row: rows.count - 1, column: rows[rows.count - 1].columns) }

  private mutating func fold() {
    rows[end.row].isFolded = true
    rows.append(Row())
  }

  private mutating func meetCursor() {
    if isCursorNext { (given, isCursorNext) = (end, false) }
  }
}
