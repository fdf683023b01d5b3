/// A table of Markdown, or some more rows of one.
///
/// Source: GitHub Flavored Markdown, "Tables (extension)".
struct MarkdownTable: Equatable, Sendable {
  enum Alignment: Equatable, Sendable { case leading, centered, trailing }

  /// What stands before each row: blanks of a list, marks of a quotation.
  var prefix: String
  /// Empty where the rows go on with a table.
  var header: [String]
  var alignments: [Alignment]
  var rows: [[String]] = []
  /// Whether the last row is a line that has ended.
  var endsWithNewline = true

  /// `nil` where the second line does not make a header of the first.
  init?(header: String, delimiter: String) {
    let marks = Self.cells(of: delimiter)
    let alignments = marks.compactMap(Self.alignment)
    self.prefix = String(header.prefix(while: Self.isBeforeRow))
    self.header = Self.cells(of: header)
    self.alignments = alignments
    guard !marks.isEmpty, alignments.count == marks.count, marks.count == self.header.count else {
      return nil
    }
  }

  /// More rows of the same table.
  var continuation: MarkdownTable {
    var more = self
    (more.header, more.rows) = ([], [])
    return more
  }

  /// How many columns the widest row has.
  var columns: Int { (rows + [header]).map(\.count).max() ?? 0 }

  mutating func append(_ row: String) { rows.append(Self.cells(of: row)) }

  /// Blanks, and the marks of quotations.
  static func isBeforeRow(_ character: Character) -> Bool { " \t>".contains(character) }

  /// What stands between the bars, but for those behind a backslash.
  static func cells(of row: String) -> [String] {
    var cells: [String] = []
    var (cell, isEscaped) = ("", false)
    for character in row.drop(while: isBeforeRow).dropFirst() {
      if character == "|", !isEscaped {
        cells.append(cell)
        cell = ""
      } else {
        cell.append(character)
      }
      isEscaped = character == "\\" && !isEscaped
    }
    if cell.contains(where: { !$0.isWhitespace }) { cells.append(cell) }
    return cells.map(trimmed)
  }

  private static func trimmed(_ cell: String) -> String {
    let start = cell.drop(while: \.isWhitespace)
    let text = start.dropLast(start.reversed().prefix(while: \.isWhitespace).count)
    // A tab has no width of its own.
    return ControlCharacterFilter.visible(String(text.map { $0 == "\t" ? " " : $0 }))
  }

  private static func alignment(_ mark: String) -> Alignment? {
    let dashes = mark.filter { $0 == "-" }.count
    let (isLeading, isTrailing) = (mark.hasPrefix(":"), mark.hasSuffix(":"))
    guard dashes > 0, mark.count == dashes + (isLeading ? 1 : 0) + (isTrailing ? 1 : 0) else { return nil }
    return isTrailing ? isLeading ? .centered : .trailing : .leading
  }
}
