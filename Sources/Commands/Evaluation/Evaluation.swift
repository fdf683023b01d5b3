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
    }
  }
}

extension Evaluation {
  /// Writes a report, which takes its name when it is whole.
  ///
  /// - Throws: ``FileFailure``.
  func write(_ report: ReportArgument) throws {
    let isSpecial = OutputPaths.isSpecial(report.path)
    let path = isSpecial ? report.path : report.path + ".partial"
    let file = try OpenFile(writing: path)
    if !isSpecial { try file.cut(to: 0) }
    var buffer: [UInt8] = []
    try report.kind.report.write(self) { text in
      buffer += Array(text.utf8)
      guard buffer.count > 64 << 10 else { return }
      try file.append(buffer)
      buffer = []
    }
    try file.append(buffer)
    if !isSpecial { try OpenFile.rename(path, to: report.path) }
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
