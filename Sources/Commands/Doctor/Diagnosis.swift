import Wire

/// How far this machine gets on the way to an answer, and what stops it.
struct Diagnosis: Sendable {
  enum State: String, Sendable { case passed, failed, skipped }

  struct Finding: Equatable, Sendable {
    let step: DiagnosisStep
    let state: State
    let message: String
    var hint: String?
  }

  let findings: [Finding]
  let exit: ExitStatus

  /// - Parameters:
  ///   - known: what is to be told of steps that were taken.
  ///   - skipped: why steps were left out.
  ///   - failure: where it ended, and the report that any command would print; `nil` when nothing failed.
  init(
    known: [DiagnosisStep: String], skipped: [DiagnosisStep: String],
    failure: (step: DiagnosisStep, report: FailureReport)?
  ) {
    let end =
      failure.flatMap { DiagnosisStep.allCases.firstIndex(of: $0.step) } ?? DiagnosisStep.allCases.endIndex
    findings = DiagnosisStep.allCases.enumerated().map { index, step in
      if let failure, index == end {
        Finding(
          step: step, state: .failed, message: failure.report.message + failure.report.codes,
          hint: failure.report.hint)
      } else if index > end {
        Finding(step: step, state: .skipped, message: "the way ended before")
      } else if let reason = skipped[step] {
        Finding(step: step, state: .skipped, message: reason)
      } else {
        Finding(step: step, state: .passed, message: known[step] ?? "nothing is wrong")
      }
    }
    exit = failure?.report.exit ?? .done
  }

  private static let stateWidth = State.skipped.rawValue.count + 1
  private static let titleWidth = (DiagnosisStep.allCases.map(\.title.count).max() ?? 0) + 2
  /// The column at which messages stand.
  static let margin = stateWidth + titleWidth

  /// A line for each step, and one for what to do.
  var lines: [String] {
    findings.flatMap { finding in
      let head =
        Self.padded(finding.state.rawValue, Self.stateWidth)
        + Self.padded(finding.step.title, Self.titleWidth)
      return [head + finding.message]
        + (finding.hint.map { [Self.padded("", Self.margin) + "hint: \($0)"] } ?? [])
    }
  }

  private static func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }

  /// `{"steps": [{"step", "state", "message", "hint"}], "exit": N}`.
  var json: JSONValue {
    let steps = findings.map { finding -> JSONValue in
      var object: JSONObject = [
        "step": .string(finding.step.rawValue), "state": .string(finding.state.rawValue),
        "message": .string(finding.message),
      ]
      object.set("hint", finding.hint.map { .string($0) })
      return .object(object)
    }
    return ["steps": .array(steps), "exit": JSONValue(Int(exit.rawValue))]
  }
}
