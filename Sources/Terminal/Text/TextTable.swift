/// Rows of cells, aligned in columns that are as wide as their widest cell.
package struct TextTable: Sendable {
  private let rows: [[String]]
  private let numeric: Set<Int>

  /// - Parameter numeric: the columns, from 0, whose cells stand at the right.
  package init(_ rows: [[String]], numeric: Set<Int> = []) {
    self.rows = rows
    self.numeric = numeric
  }

  /// One line for each row, without spaces at its end.
  package var lines: [String] {
    let widths = widths
    return rows.map { row in
      let cells = row.enumerated().map { index, cell in
        TextWidth.padded(cell, to: widths[index], on: numeric.contains(index) ? .leading : .trailing)
      }
      return Self.withoutTrailingSpaces(cells.joined(separator: "  "))
    }
  }

  private var widths: [Int] {
    (0..<(rows.map(\.count).max() ?? 0)).map { column in
      rows.map { column < $0.count ? TextWidth.columns(of: $0[column]) : 0 }.max() ?? 0
    }
  }

  private static func withoutTrailingSpaces(_ line: String) -> String {
    String(line.prefix(line.count - line.reversed().prefix { $0 == " " }.count))
  }
}
