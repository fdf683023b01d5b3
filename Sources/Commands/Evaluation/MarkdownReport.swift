import Wire

/// Verdicts as a page for people: numbers, what did not pass, what has changed. It is never long, however many cases
/// there are.
struct MarkdownReport: EvaluationReport {
  func write(_ evaluation: Evaluation, to write: (String) throws -> Void) throws {
    let summary = evaluation.summary
    try write("## \(evaluation.passes ? "✅" : "❌") \(summary.sentence)\n\n")
    try write(Self.table(["", ""], evaluation.facts))
    try write(Self.changes(evaluation.comparison))
    if !summary.unsteadyNames.isEmpty {
      try write("\n### Unsteady\n\n" + Self.list(summary.unsteadyNames, of: summary.unsteady))
    }
    try writeFailures(evaluation, to: write)
  }

  private static func changes(_ comparison: RunComparison?) -> String {
    guard let comparison else { return "" }
    let parts = [
      ("Worse", comparison.worse), ("Better", comparison.better), ("Refused", comparison.refused),
      ("New", comparison.added), ("Missing", comparison.missing),
    ].filter { $0.1.count > 0 }
    let title = "\n### Since \(cell(comparison.path))\n\n\(RowMessages.number(comparison.same)) the same.\n"
    let damage = comparison.damageSentence.map { "\n\(cell($0)).\n" } ?? ""
    return title + damage + parts.map { "\n\($0.0):\n\n\(list($0.1.first, of: $0.1.count))" }.joined()
  }

  private func writeFailures(_ evaluation: Evaluation, to write: (String) throws -> Void) throws {
    let count = evaluation.summary.cases - evaluation.summary.passed
    guard count > 0 else { return }
    var rows: [[String]] = []
    try evaluation.record.read { verdict in
      guard !verdict.passed, rows.count < EvaluationSummary.longestList else { return }
      let reason = verdict.refusal ?? verdict.reasons.joined(separator: "; ")
      rows.append([verdict.name, reason, verdict.expected ?? "", verdict.text ?? ""])
    }
    try write("\n### Not passed\n\n" + Self.table(["Case", "Why", "Expected", "Answer"], rows))
    if count > rows.count { try write("\nand \(RowMessages.number(count - rows.count)) more\n") }
  }

  private static func table(_ head: [String], _ rows: [[String]]) -> String {
    let lines = [head, head.map { _ in "---" }] + rows.map { $0.map(cell) }
    return lines.map { "| " + $0.joined(separator: " | ") + " |\n" }.joined()
  }

  private static func list(_ names: [String], of count: Int) -> String {
    let rest = count > names.count ? "- and \(RowMessages.number(count - names.count)) more\n" : ""
    return names.map { "- \(cell($0))\n" }.joined() + rest
  }

  /// On one line, with nothing in it that Markdown or HTML would take for a command.
  private static func cell(_ text: String) -> String {
    var cell = ""
    for character in text.beginning(200) {
      // A mark that belongs to it does not change what a `<` is to whoever reads the bytes.
      cell += character.isNewline ? "<br>" : String(character).replacingScalars(escapes)
    }
    return cell
  }

  private static let escapes: [Unicode.Scalar: String] = {
    var escapes: [Unicode.Scalar: String] = ["&": "&amp;", "<": "&lt;"]
    for scalar in "|\\`*_[]#~@".unicodeScalars { escapes[scalar] = "\\\(scalar)" }
    return escapes
  }()
}
