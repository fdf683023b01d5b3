/// Where libedit puts the cursor when it draws a prompt and a line.
struct LineLayout {
  private(set) var row = 0
  private var column = 0
  private let width: Int

  init(width: Int) {
    self.width = max(2, width)
  }

  mutating func add(_ scalar: Unicode.Scalar, columns: Int) {
    switch scalar {
    case "\n": nextRow()
    case "\t": repeat { advance(1) } while column % 8 != 0
    default: advance(scalar.isASCII && scalar.isControl ? 2 : columns)
    }
  }

  // What does not fit any more goes to the next row whole.
  private mutating func advance(_ columns: Int) {
    if column + columns > width { nextRow() }
    column += columns
    if column >= width { nextRow() }
  }

  private mutating func nextRow() {
    row += 1
    column = 0
  }
}
