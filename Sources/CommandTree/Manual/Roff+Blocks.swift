extension Roff {
  /// Neutral markup as what stands below a heading.
  static func blocks(_ markup: String) -> [String] {
    let blocks = Block.blocks(of: markup)
    return blocks.indices.flatMap { index in
      let previous = index > 0 ? blocks[index - 1] : nil
      let next = index + 1 < blocks.count ? blocks[index + 1] : nil
      switch blocks[index] {
      case .paragraph(let inlines): return (previous == nil ? [] : [".Pp"]) + lines(inlines)
      case .item(let inlines):
        return (previous?.isItem == true ? [] : [".Bl -bullet -width 2n"]) + [".It"] + lines(inlines)
          + (next?.isItem == true ? [] : [".El"])
      case .literal(let lines): return literal(lines)
      }
    }
  }

  /// Terms, each with the lines about it.
  static func list(_ rows: [(String, [String])]) -> [String] {
    [".Bl -tag -width Ds"] + rows.flatMap { [".It \($0)"] + $1 } + [".El"]
  }

  /// Lines to the letter.
  static func literal(_ lines: [String]) -> [String] {
    [".Bd -literal -offset 2n"] + lines.map { line in line.hasPrefix(".") ? "\\&" + code(line) : code(line) }
      + [".Ed"]
  }
}
