import Wire

/// What the verdicts of a run tell beside how many passed.
struct EvaluationFigures: Equatable, Sendable {
  /// Of each check that was demanded, how many answers passed it, and how many were held against it.
  private(set) var checks: [String: (passed: Int, all: Int)] = [:]
  /// Milliseconds from a request to its whole answer.
  private(set) var latency = Distribution()
  /// Of prompt and answer together.
  private(set) var tokens = Distribution()

  /// - Throws: as ``VerdictRecord/read(_:)``.
  init(_ record: VerdictRecord) throws {
    try record.read { verdict in
      for check in verdict.checks.members {
        checks[check.name, default: (0, 0)].all += 1
        if check.value == true { checks[check.name, default: (0, 0)].passed += 1 }
      }
      if let milliseconds = verdict.milliseconds { latency.add(milliseconds) }
      if let count = verdict.tokens { tokens.add(count) }
    }
  }

  static func == (one: EvaluationFigures, other: EvaluationFigures) -> Bool {
    one.latency == other.latency && one.tokens == other.tokens
      && one.checks.mapValues { [$0.passed, $0.all] } == other.checks.mapValues { [$0.passed, $0.all] }
  }
}
