import ModelsAPI
import Synchronization

/// Sees to it that a run says which models have answered in the place of which, and why, and where nobody has.
final class FallbackWatch: Sendable {
  private struct Case: Hashable {
    let steps: [ModelFallback.Step]
    let answering: ModelName?
  }

  /// Rows may name models without end; memory for them is bounded.
  private static let mostCases = 1_000

  private let counts = Mutex<[(key: Case, count: Int)]>([])

  /// - Parameters:
  ///   - steps: those to an answer; none where the model itself has answered.
  ///   - answering: who has answered; `nil` where nobody has.
  func see(_ steps: [ModelFallback.Step], answeredBy answering: ModelName?) {
    guard !steps.isEmpty else { return }
    let one = Case(steps: steps, answering: answering)
    counts.withLock { counts in
      if let index = counts.firstIndex(where: { $0.key == one }) {
        counts[index].count += 1
      } else if counts.count < Self.mostCases {
        counts.append((one, 1))
      }
    }
  }

  /// Says what was seen since it was asked last.
  func say(_ notes: Notes) {
    let seen = counts.withLock { counts in
      defer { counts = [] }
      return counts
    }
    for (one, count) in seen {
      let failed = one.steps.map { "'\($0.from)' (\($0.reason.word))" }.conjunction
      let times = count == 1 ? "" : " \(RowMessages.number(count)) times"
      let whoever = one.answering.map { "'\($0)' has answered\(times) in the place of" }
      notes.note("\(whoever ?? "nobody has answered\(times):") \(failed)")
    }
  }
}

extension [ModelFallback.Step] {
  /// How often somebody was asked who did not answer before another was.
  var requests: Int { count { $0.reason != .resting && $0.to != nil } }

  /// Whether all that could be asked have been.
  var isExhausted: Bool { last.map { $0.to == nil } ?? false }
}

extension FallbackReason {
  /// For people.
  var word: String {
    switch self {
    case .throttled: "throttled"
    case .unavailable: "not available"
    case .refused: "refused"
    case .resting: "resting after failures"
    }
  }
}
