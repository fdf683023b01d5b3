/// Verdicts as a page for people, in one file: how many passed, how long answers took and what they used, then all that
/// did not pass, what was expected beside what was answered. It is never long, however many cases there are.
struct HTMLReport: EvaluationReport {
  /// Cases of a kind that are shown.
  static let mostCases = 500

  func write(_ evaluation: Evaluation, to write: (String) throws -> Void) throws {
    let figures = try EvaluationFigures(evaluation.record)
    let title = "\(evaluation.summary.sentence): \(evaluation.input)"
    let page = HTMLPage(title: title, style: Self.style)
    let sign = evaluation.passes ? "<span class=\"good\">✓</span>" : "<span class=\"bad\">✗</span>"
    try write(page.beginning)
    try write("<main>\n<h1>\(sign) \(MarkupText.escaped(evaluation.summary.sentence))</h1>\n")
    try write(Self.facts(evaluation))
    try write(Self.rates(evaluation.summary, figures))
    try write(Self.distributions(figures))
    try write(Self.changes(evaluation.comparison))
    try write(Self.names("Unsteady", evaluation.summary.unsteadyNames, of: evaluation.summary.unsteady))
    try writeFailures(evaluation, to: write)
    try writePassed(evaluation, to: write)
    try write("</main>\n")
    try write(page.end)
  }

  private static func facts(_ evaluation: Evaluation) -> String {
    let rows = evaluation.facts.map { fact in
      "<tr><th scope=\"row\">\(MarkupText.escaped(fact[0]))</th><td>\(MarkupText.escaped(fact[1]))</td></tr>\n"
    }
    return "<table>\n\(rows.joined())</table>\n"
  }

  private static func rates(_ summary: EvaluationSummary, _ figures: EvaluationFigures) -> String {
    let checks = figures.checks.sorted { $0.key < $1.key }.map { name, counts in
      VerdictBar(title: name, passed: counts.passed, failed: counts.all - counts.passed, refused: 0).html
    }
    let all = VerdictBar(
      title: "all", passed: summary.passed, failed: summary.failed, refused: summary.refused
    ).html
    return "<h2>Verdicts</h2>\n<div class=\"bars\">\n\(all)\(checks.joined())</div>\n"
  }

  private static func distributions(_ figures: EvaluationFigures) -> String {
    DistributionChart(title: "Latency", unit: "ms", figures.latency).html
      + DistributionChart(title: "Tokens", unit: "tokens", figures.tokens).html
  }

  private static func changes(_ comparison: RunComparison?) -> String {
    guard let comparison else { return "" }
    let parts = [
      ("Worse", comparison.worse), ("Better", comparison.better), ("Refused", comparison.refused),
      ("New", comparison.added), ("Missing", comparison.missing),
    ]
    let damage = comparison.damageSentence.map { "<p>\(MarkupText.escaped($0)).</p>\n" } ?? ""
    return "<h2>Since \(MarkupText.escaped(comparison.path))</h2>\n"
      + "<p>\(RowMessages.number(comparison.same)) the same.</p>\n" + damage
      + parts.map { names($0.0, $0.1.first, of: $0.1.count, heading: "h3") }.joined()
  }

  private static func names(
    _ title: String, _ names: [String], of count: Int, heading: String = "h2"
  ) -> String {
    guard count > 0 else { return "" }
    let items = names.map { "<li>\(MarkupText.escaped($0))</li>\n" }.joined()
    let rest = count > names.count ? "<li>and \(RowMessages.number(count - names.count)) more</li>\n" : ""
    return "<\(heading)>\(title)</\(heading)>\n<ul>\n\(items)\(rest)</ul>\n"
  }

  private func writeFailures(_ evaluation: Evaluation, to write: (String) throws -> Void) throws {
    let count = evaluation.summary.cases - evaluation.summary.passed
    guard count > 0 else { return }
    try write("<h2>Not passed</h2>\n\(Self.shown(count))")
    try write(Self.head(["Case", "Why", "Expected", "Answered"]))
    try writeRows(of: evaluation, to: write) { verdict in
      guard !verdict.passed else { return nil }
      let reason = verdict.refusal ?? verdict.reasons.joined(separator: "; ")
      return [verdict.name, reason, verdict.expected ?? "", verdict.text ?? ""]
    }
    try write("</tbody></table>\n")
  }

  private func writePassed(_ evaluation: Evaluation, to write: (String) throws -> Void) throws {
    let count = evaluation.summary.passed
    guard count > 0 else { return }
    try write(
      "<h2>Passed</h2>\n<details><summary>\(RowMessages.count(count, "case"))</summary>\n\(Self.shown(count))"
    )
    try write(Self.head(["Case", "Latency", "Tokens"]))
    try writeRows(of: evaluation, to: write) { verdict in
      guard verdict.passed else { return nil }
      let tokens = verdict.tokens.map { RowMessages.number($0) } ?? ""
      return [verdict.name, verdict.milliseconds.map { "\(RowMessages.number($0)) ms" } ?? "", tokens]
    }
    try write("</tbody></table>\n</details>\n")
  }

  /// - Parameter cells: of a verdict that is shown; `nil` for all others.
  private func writeRows(
    of evaluation: Evaluation, to write: (String) throws -> Void, cells: (CaseVerdict) -> [String]?
  ) throws {
    var left = Self.mostCases
    try evaluation.record.read { verdict in
      guard left > 0, let cells = cells(verdict) else { return }
      left -= 1
      let row = cells.map { "<td>\(MarkupText.escaped($0, keepsLines: true))</td>" }.joined()
      try write("<tr>\(row)</tr>\n")
    }
  }

  private static func shown(_ count: Int) -> String {
    guard count > mostCases else { return "" }
    return
      "<p class=\"faint\">The first \(RowMessages.number(mostCases)) of \(RowMessages.number(count)).</p>\n"
  }

  private static func head(_ names: [String]) -> String {
    let cells = names.map { "<th scope=\"col\">\($0)</th>" }.joined()
    return "<table class=\"cases\"><thead><tr>\(cells)</tr></thead>\n<tbody>\n"
  }

  private static let style = """
    table{border-collapse:collapse;margin:.5rem 0}
    th,td{border:1px solid var(--line);padding:.3rem .6rem;text-align:left;vertical-align:top}
    th{background:var(--panel)}
    .cases{width:100%}.cases td{white-space:pre-wrap;min-width:6rem}
    .good{color:var(--good);fill:var(--good)}.bad{color:var(--bad);fill:var(--bad)}.refused{fill:var(--faint)}
    .bar{fill:var(--accent)}.ink{fill:var(--ink)}
    svg{display:block;max-width:100%;height:auto}
    .bars p{margin:.5rem 0 .15rem}

    """
}
