import Wire

/// Verdicts in the form that CI servers read: a case a row, a refused row an error.
///
/// Source: https://github.com/testmoapp/junitxml
struct JUnitReport: EvaluationReport {
  func write(_ evaluation: Evaluation, to write: (String) throws -> Void) throws {
    let summary = evaluation.summary
    let counts = "tests=\"\(summary.cases)\" failures=\"\(summary.failed)\" errors=\"\(summary.refused)\""
    let suite = Self.escaped(evaluation.input)
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
    let start = "    <testcase classname=\"\(suite)\" name=\"\(escaped(verdict.name))\""
    if let refusal = verdict.refusal {
      return "\(start)>\n      <error type=\"refused\" message=\"\(escaped(refusal))\"/>\n    </testcase>\n"
    }
    guard !verdict.passed else { return start + "/>\n" }
    let type = verdict.checks.members.filter { $0.value == false }.map(\.name).joined(separator: ",")
    let message = escaped(verdict.reasons.joined(separator: "; "))
    let details = [verdict.expected.map { "expected: \($0)" }, verdict.text.map { "answer: \($0)" }]
    let text = escaped(details.compactMap { $0 }.joined(separator: "\n"), keepsLines: true)
    return """
      \(start)>
            <failure type="\(type)" message="\(message)">\(text)</failure>
          </testcase>

      """
  }

  /// As it may stand in XML 1.0, where most control characters cannot stand at all.
  private static func escaped(_ text: String, keepsLines: Bool = false) -> String {
    var escaped = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      case "\n" where keepsLines, "\t" where keepsLines: escaped.unicodeScalars.append(scalar)
      case "\n", "\t", "\r": escaped += "&#\(scalar.value);"
      case _ where scalar.value < 0x20 || scalar.value == 0xFFFE || scalar.value == 0xFFFF:
        escaped += "\u{FFFD}"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }
}
