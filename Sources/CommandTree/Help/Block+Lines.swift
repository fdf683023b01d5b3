extension [Block] {
  /// As lines of text, a blank one between blocks; items of a list stand together, and what is to the letter is not folded.
  func lines(width: Int) -> [String] {
    var lines: [String] = []
    var wasItem = false
    for block in self {
      if !lines.isEmpty, !(wasItem && block.isItem) { lines.append("") }
      lines += block.lines(width: width)
      wasItem = block.isItem
    }
    return lines
  }
}

extension Block {
  var isItem: Bool {
    if case .item = self { true } else { false }
  }

  fileprivate func lines(width: Int) -> [String] {
    switch self {
    case .paragraph(let inlines): LineWrapper(width: width).lines(inlines.plain)
    case .item(let inlines): LineWrapper(width: width - 4).lines(inlines.plain).hanging(from: "  - ")
    case .literal(let lines): lines.map { "    " + $0 }
    }
  }
}

extension [Inline] {
  fileprivate var plain: String { map(\.plain).joined() }
}
