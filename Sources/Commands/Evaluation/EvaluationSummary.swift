import RowEngine
import Wire

/// What a run of cases has come to, in numbers.
struct EvaluationSummary: Equatable, Sendable {
  /// Answers, and rows that have none; with `--repeat` each time counts.
  var cases = 0
  var passed = 0
  /// Rows that have no answer.
  var refused = 0
  /// Rows of the input, however often they were asked.
  var rows = 0
  /// Rows of which some answers passed and others did not.
  var unsteady = 0
  /// The names of the first of them.
  var unsteadyNames: [String] = []
  /// Of answers that did not pass, by the check.
  var failedChecks: [String: Int] = [:]

  /// How many names are shown at most.
  static let longestList = 50

  var failed: Int { cases - passed - refused }

  /// The share of cases that passed, 0…1.
  var passRate: Double { cases == 0 ? 1 : Double(passed) / Double(cases) }

  /// The share of rows whose answers all passed, or all did not.
  var steadiness: Double { rows == 0 ? 1 : Double(rows - unsteady) / Double(rows) }
}

extension EvaluationSummary {
  /// - Throws: as ``VerdictRecord/read(_:)``.
  init(_ record: VerdictRecord) throws {
    try record.readRows { add($0) }
  }

  private mutating func add(_ verdicts: [CaseVerdict]) {
    rows += 1
    cases += verdicts.count
    let passing = verdicts.count(where: \.passed)
    passed += passing
    refused += verdicts.count { $0.refusal != nil }
    for verdict in verdicts {
      for check in verdict.checks.members where check.value == false {
        failedChecks[check.name, default: 0] += 1
      }
    }
    guard passing > 0, passing < verdicts.count else { return }
    unsteady += 1
    if unsteadyNames.count < Self.longestList { unsteadyNames.append(verdicts[0].id.fieldText) }
  }

  /// `18 of 20 cases passed (90%)`.
  var sentence: String {
    "\(RowMessages.number(passed)) of \(RowMessages.count(cases, "case")) passed (\(Self.percent(passRate)))"
  }

  /// `9 of 10 rows were steady (90%)`.
  var steadySentence: String {
    let steady = RowMessages.number(rows - unsteady)
    return
      "\(steady) of \(RowMessages.count(rows, "row")) \(rows - unsteady == 1 ? "was" : "were") steady (\(Self.percent(steadiness)))"
  }

  /// With one digit behind the point where it is needed, and never rounded up to what was not reached.
  static func percent(_ share: Double) -> String {
    let tenths = Int((share * 1000).rounded(.down))
    return tenths % 10 == 0 ? "\(tenths / 10)%" : "\(tenths / 10).\(tenths % 10)%"
  }
}
