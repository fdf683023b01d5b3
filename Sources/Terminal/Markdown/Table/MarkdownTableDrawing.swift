/// Draws a table of Markdown: columns as wide as their widest cell, or as the screen has room for; what is wider is
/// broken between words, and goes on in the next line of its cell.
struct MarkdownTableDrawing {
  /// A character as it looks.
  typealias Cell = [StyledCharacter]

  let widths: [Int]
  private let alignments: [MarkdownTable.Alignment]
  private let table: MarkdownTable
  private let isColourful: Bool

  /// - Parameters:
  ///   - room: columns of the screen.
  ///   - widths: those of a table that this goes on with.
  init(_ table: MarkdownTable, room: Int, widths: [Int]? = nil, isColourful: Bool) {
    self.table = table
    self.isColourful = isColourful
    let known = widths ?? Self.widths(table.naturalWidths, room: room - TextWidth.columns(of: table.prefix))
    // Columns that came late.
    let widths = known + table.naturalWidths.dropFirst(known.count)
    self.widths = widths
    alignments =
      table.alignments + Array(repeating: .leading, count: max(0, widths.count - table.alignments.count))
  }

  func draw(with pen: inout Pen, to output: inout StyledText) {
    if !table.header.isEmpty {
      drawRow(table.header, isHeader: true, &pen, &output)
      pen.write("\n", in: [], to: &output)
      drawDelimiter(&pen, &output)
      pen.write("\n", in: [], to: &output)
    }
    for (index, row) in table.rows.enumerated() {
      drawRow(row, isHeader: false, &pen, &output)
      if index < table.rows.count - 1 { pen.write("\n", in: [], to: &output) }
    }
    if table.endsWithNewline, !table.rows.isEmpty { pen.write("\n", in: [], to: &output) }
  }

  /// Columns that need less than their share leave the rest to the others.
  static func widths(_ natural: [Int], room: Int) -> [Int] {
    var room = room - 1 - 3 * natural.count
    guard natural.reduce(0, +) > room else { return natural }
    var widths = natural
    for (place, column) in natural.indices.sorted(by: { natural[$0] < natural[$1] }).enumerated() {
      widths[column] = max(3, min(natural[column], room / (natural.count - place)))
      room -= widths[column]
    }
    return widths
  }

  private func drawDelimiter(_ pen: inout Pen, _ output: inout StyledText) {
    let columns = zip(widths, alignments).map { width, alignment in
      let (start, end) = (alignment == .centered ? ":" : "-", alignment == .leading ? "-" : ":")
      return start + String(repeating: "-", count: width) + end
    }
    write("\(table.prefix)|\(columns.joined(separator: "|"))|", [.dim], &pen, &output)
  }

  private func drawRow(
    _ row: [String], isHeader: Bool, _ pen: inout Pen, _ output: inout StyledText
  ) {
    let cells = widths.indices.map { column in
      let text = column < row.count ? row[column] : ""
      return Self.lines(of: styled(text, isHeader), width: widths[column])
    }
    let height = cells.map(\.count).max() ?? 1
    for line in 0..<height {
      if line > 0 { pen.write("\n", in: [], to: &output) }
      write("\(table.prefix)|", [.dim], &pen, &output)
      for (column, lines) in cells.enumerated() {
        drawCell(line < lines.count ? lines[line] : [], column, &pen, &output)
        write("|", [.dim], &pen, &output)
      }
    }
  }

  private func drawCell(_ cell: Cell, _ column: Int, _ pen: inout Pen, _ output: inout StyledText) {
    let rest = max(0, widths[column] - cell.columns)
    let before =
      switch alignments[column] {
      case .leading: 0
      case .centered: rest / 2
      case .trailing: rest
      }
    write(String(repeating: " ", count: before + 1), [], &pen, &output)
    for character in cell {
      for scalar in character.character.unicodeScalars {
        pen.write(scalar, in: character.styles, to: &output)
      }
    }
    write(String(repeating: " ", count: rest - before + 1), [], &pen, &output)
  }

  private func write(_ text: String, _ styles: Set<Style>, _ pen: inout Pen, _ output: inout StyledText) {
    for scalar in text.unicodeScalars { pen.write(scalar, in: isColourful ? styles : [], to: &output) }
  }

  private func styled(_ text: String, _ isHeader: Bool) -> Cell {
    guard isColourful else { return text.map { StyledCharacter(character: $0) } }
    return MarkdownRenderer.line(text).characters.map { character in
      var character = character
      // Marks are dim, which bold would end.
      if isHeader, !character.styles.contains(.dim) { character.styles.insert(.bold) }
      return character
    }
  }
}

extension MarkdownTableDrawing {
  /// A cell's text in lines of so many columns at most.
  static func lines(of cell: Cell, width: Int) -> [Cell] {
    guard cell.columns > width else { return [cell] }
    var (lines, line): ([Cell], Cell) = ([], [])
    for word in cell.split(separator: " ", omittingEmptySubsequences: true) {
      if !line.isEmpty, line.columns + 1 + word.columns > width {
        lines.append(line)
        line = []
      }
      // The blank looks as what is before it where the style goes on.
      if let last = line.last {
        line.append(
          StyledCharacter(character: " ", styles: last.styles.intersection(word.first?.styles ?? [])))
      }
      for character in word {
        if line.columns + character.columns > width, !line.isEmpty {
          lines.append(line)
          line = []
        }
        line.append(character)
      }
    }
    return lines + [line]
  }
}

extension MarkdownTable {
  /// Of the widest cell of each column.
  fileprivate var naturalWidths: [Int] {
    // The shortest delimiter is `---`.
    var widths = Array(repeating: 3, count: columns)
    for row in rows + [header] {
      for (column, cell) in row.enumerated() {
        widths[column] = max(widths[column], TextWidth.columns(of: cell))
      }
    }
    return widths
  }
}

/// A character and what it looks like.
struct StyledCharacter: Equatable {
  var character: Character
  var styles: Set<Style> = []

  var columns: Int { TextWidth.columns(of: String(character)) }
}

extension Collection<StyledCharacter> {
  fileprivate var columns: Int { reduce(0) { $0 + $1.columns } }

  /// The words between blanks.
  fileprivate func split(separator: Character, omittingEmptySubsequences: Bool) -> [SubSequence] {
    split(omittingEmptySubsequences: omittingEmptySubsequences) { $0.character == separator }
  }
}

extension StyledText {
  /// Each character with the styles that are switched on there.
  fileprivate var characters: [StyledCharacter] {
    var (characters, styles): ([StyledCharacter], Set<Style>) = ([], [])
    for run in runs {
      for sequence in run.switching.split(separator: "\u{1B}").map({ "\u{1B}\($0)" }) {
        for style in Style.allCases where style.ending == sequence { styles.remove(style) }
        for style in Style.allCases where style.beginning == sequence { styles.insert(style) }
      }
      characters += run.text.map { StyledCharacter(character: $0, styles: styles) }
    }
    return characters
  }
}
