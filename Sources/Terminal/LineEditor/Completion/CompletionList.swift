/// The candidates as lines for a screen, cut to its size.
struct CompletionList {
  let lines: [String]

  init(_ candidates: [Completion.Candidate], on size: TerminalFacts.Size) {
    let all =
      candidates.contains { !$0.description.isEmpty }
      ? TextTable(candidates.map { [$0.replacement, $0.description] }).lines
      : Self.columns(candidates.map(\.replacement), size.columns - 1)
    let room = max(3, size.rows - 3)
    let kept = all.count > room ? Array(all.prefix(room - 1)) + ["… \(all.count - room + 1) more lines"] : all
    lines = kept.map(ControlCharacterFilter.visible).map { TextWidth.cut($0, to: size.columns - 1) }
  }

  /// As many columns as fit, read downwards.
  private static func columns(_ names: [String], _ width: Int) -> [String] {
    let widest = (names.map { TextWidth.columns(of: $0) }.max() ?? 0) + 2
    let count = max(1, (width + 2) / widest)
    let rows = (names.count + count - 1) / count
    return TextTable(
      (0..<rows).map { row in stride(from: row, to: names.count, by: rows).map { names[$0] } }
    ).lines
  }
}
