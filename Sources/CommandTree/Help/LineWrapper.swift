/// Breaks text into lines that are no wider than a terminal.
package struct LineWrapper {
  let width: Int

  /// A wrapper for lines of so many columns.
  package init(width: Int) { self.width = width }

  /// A text of several lines, each broken where it is too wide and continued as far in as it began.
  package func text(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).flatMap { line in
      let margin = String(line.prefix { $0 == " " })
      let folded = LineWrapper(width: width - margin.columns).lines(String(line.dropFirst(margin.count)))
      return folded.isEmpty ? [""] : folded.map { margin + $0 }
    }.joined(separator: "\n")
  }

  /// Fills lines with pieces; a piece is broken at its spaces only if it is wider than a line.
  func lines(_ pieces: [String]) -> [String] {
    var lines: [String] = []
    for piece in pieces {
      if piece.columns <= width {
        fill(&lines, with: piece)
      } else {
        lines += whole(piece.words)
      }
    }
    return lines
  }

  func lines(_ text: String) -> [String] { lines(text.words) }

  /// Fills lines with pieces that are never broken.
  func whole(_ pieces: [String]) -> [String] {
    var lines: [String] = []
    for piece in pieces { fill(&lines, with: piece) }
    return lines
  }

  private func fill(_ lines: inout [String], with piece: String) {
    if let last = lines.last, last.columns + 1 + piece.columns <= width {
      lines[lines.count - 1] = last + " " + piece
    } else {
      lines.append(piece)
    }
  }
}

extension String {
  /// What stands between spaces.
  var words: [String] { split(separator: " ").map(String.init) }
}

extension [String] {
  /// The first line after a mark, the others below it.
  func hanging(from mark: String) -> [String] {
    let margin = String(repeating: " ", count: mark.columns)
    return enumerated().map { ($0 == 0 ? mark : margin) + $1 }
  }
}
