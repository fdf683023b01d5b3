extension Roff {
  /// Neutral markup as what stands below a heading.
  static func blocks(_ markup: String) -> [String] {
    let blocks = Block.blocks(of: markup)
    return blocks.indices.flatMap { index in
      let after = index > 0 ? blocks[index - 1] : nil
      let before = index + 1 < blocks.count ? blocks[index + 1] : nil
      switch blocks[index] {
      case .paragraph(let inlines): return (after == nil ? [] : [".Pp"]) + lines(inlines)
      case .item(let inlines):
        return (after?.isItem == true ? [] : [".Bl -bullet -width 2n"]) + [".It"] + lines(inlines)
          + (before?.isItem == true ? [] : [".El"])
      case .literal(let lines): return literal(lines)
      }
    }
  }

  /// Lines to the letter.
  static func literal(_ lines: [String]) -> [String] {
    [".Bd -literal -offset 2n"] + lines.map { line in line.hasPrefix(".") ? "\\&" + code(line) : code(line) }
      + [".Ed"]
  }
}
