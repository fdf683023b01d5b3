import Wire

/// Verdicts in the form that CI servers read: a case a row, a refused row an error.
///
/// Source: https://github.com/testmoapp/junitxml
struct JUnitReport: EvaluationReport {
  func write(_ evaluation: Evaluation, to write: (String) throws -> Void) throws {
    let summary = evaluation.summary
    let counts = "tests=\"\(summary.cases)\" failures=\"\(summary.failed)\" errors=\"\(summary.refused)\""
    let suite = MarkupText.escaped(evaluation.input)
    try write(
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <testsuites name="sfmodels generate" \(counts)>
        <testsuite name="\(suite)" \(counts)>

      """)
    try evaluation.record.read { try write(Self.element($0, suite)) }
    try write("  </testsuite>\n</testsuites>\n")
  }

  private static func element(_ verdict: CaseVerdict, _ suite: String) -> String {
    let start = "    <testcase classname=\"\(suite)\" name=\"\(MarkupText.escaped(verdict.name))\""
    if let refusal = verdict.refusal {
      return
        "\(start)>\n      <error type=\"refused\" message=\"\(MarkupText.escaped(refusal))\"/>\n    </testcase>\n"
    }
    guard !verdict.passed else { return start + "/>\n" }
    let type = verdict.checks.members.filter { $0.value == false }.map(\.name).joined(separator: ",")
    let message = MarkupText.escaped(verdict.reasons.joined(separator: "; "))
    let details = [verdict.expected.map { "expected: \($0)" }, verdict.text.map { "answer: \($0)" }]
    let text = MarkupText.escaped(details.compactMap { $0 }.joined(separator: "\n"), keepsLines: true)
    return """
      \(start)>
            <failure type="\(type)" message="\(message)">\(text)</failure>
          </testcase>

      """
  }
}
