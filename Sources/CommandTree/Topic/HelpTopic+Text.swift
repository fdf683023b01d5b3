extension HelpTopic {
  /// The page as text, folded to a width between 40 and 100.
  package func text(width: Int) -> String {
    let width = HelpPage.width(on: width)
    let parts =
      [LineWrapper(width: width).lines(summary.plainMarkup)] + sections.map { $0.lines(width: width) }
    return parts.map { $0.joined(separator: "\n") }.joined(separator: "\n\n") + "\n"
  }
}

extension HelpTopic.Section {
  fileprivate func lines(width: Int) -> [String] {
    let heading = title.isEmpty ? [] : LineWrapper(width: width).lines(title + ":")
    let parts = [Block.blocks(of: text).lines(width: width), table(width: width)].filter { !$0.isEmpty }
    return heading + parts.joined(separator: [""])
  }

  /// Names in a column beside their meanings where they are short, else each above its own.
  private func table(width: Int) -> [String] {
    let widest = rows.map(\.name.columns).max() ?? 0
    if widest + 4 <= min(width / 2, 28) {
      return rows.flatMap { HelpRow($0).lines(column: widest + 4, width: width) }
    }
    return Array(
      rows.map { row in
        LineWrapper(width: width - 2).lines(row.name).hanging(from: "  ")
          + LineWrapper(width: width - 6).lines(row.meaning.plainMarkup).hanging(from: "      ")
      }.joined(separator: [""]))
  }
}
