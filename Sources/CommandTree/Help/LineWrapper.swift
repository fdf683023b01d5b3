/// Breaks text into lines that are no wider than a terminal.
struct LineWrapper {
  let width: Int

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
