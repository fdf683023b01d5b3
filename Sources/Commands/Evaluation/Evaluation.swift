import FileSystem
import RowEngine
import Wire

/// What is known of a run of cases once all verdicts are there.
struct Evaluation {
  /// The name of the input.
  let input: String
  let model: String
  let repetitions: Int
  let neededRate: Double?
  let summary: EvaluationSummary
  let comparison: RunComparison?
  let record: VerdictRecord

  /// Whether `--min-pass` lets it pass.
  var passes: Bool { neededRate.map { summary.passRate >= $0 } ?? true }

  /// Says in a few lines how it went.
  func say(_ notes: Notes) {
    notes.note(summary.sentence)
    if repetitions > 1 {
      let names = summary.unsteadyNames.prefix(5).joined(separator: ", ")
      let more = summary.unsteady > 5 ? " …" : ""
      notes.note(summary.steadySentence + (names.isEmpty ? "" : "; unsteady: \(names)\(more)"))
    }
    guard let comparison else { return }
    notes.note(comparison.sentence)
    if let damage = comparison.damageSentence { notes.note(damage) }
  }

  /// What reports for people tell in a table: names and values.
  var facts: [[String]] {
    let optional: [[String]?] = [
      summary.refused > 0 ? ["Refused", RowMessages.number(summary.refused)] : nil,
      neededRate.map { ["Needed", EvaluationSummary.percent($0)] },
      repetitions > 1
        ? ["Steady", summary.steadySentence + ", \(repetitions) runs each"] : nil,
    ]
    return [
      ["Input", input], ["Model", model],
      ["Passed", "\(RowMessages.number(summary.passed)) (\(EvaluationSummary.percent(summary.passRate)))"],
      ["Failed", RowMessages.number(summary.failed)],
    ] + optional.compactMap { $0 }
      + summary.failedChecks.sorted { $0.key < $1.key }.map {
        ["Failed: \($0.key)", RowMessages.number($0.value)]
      }
  }
}

/// A form in which an evaluation is told.
protocol EvaluationReport {
  /// - Parameter write: takes the report piece by piece.
  /// - Throws: what reading the verdicts and writing throws.
  func write(_ evaluation: Evaluation, to write: (String) throws -> Void) throws
}

extension ReportArgument.Kind {
  var report: any EvaluationReport {
    switch self {
    case .junit: JUnitReport()
    case .markdown: MarkdownReport()
    case .json: JSONReport()
    case .html: HTMLReport()
    }
  }
}

extension Evaluation {
  /// Writes a report, which takes its name when it is whole.
  ///
  /// - Throws: ``ResumptionFailure``, ``FileFailure``.
  func write(_ report: ReportArgument) throws {
    func body(_ write: (String) throws -> Void) throws { try report.kind.report.write(self, to: write) }
    guard OutputPaths.isSpecial(report.path) else {
      return try WholeOutput.write(file: OutputPaths(report.path), mayReplace: true, body)
    }
    let file = try OpenFile(writing: report.path)
    try WholeOutput.buffered(body) { try file.append($0) }
  }

  /// Adds the report to what GitHub shows of a step.
  ///
  /// Source: https://docs.github.com/actions/reference/workflow-commands-for-github-actions, "Adding a job summary"
  ///
  /// - Throws: ``FileFailure``.
  func appendMarkdown(to path: String) throws {
    var text = ""
    try MarkdownReport().write(self) { text += $0 }
    try Output(log: path).write(text + "\n")
  }
}
