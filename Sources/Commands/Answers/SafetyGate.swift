import ModelsAPI

/// Decides whether a text may pass: not when something was found in it, and not when nobody looked.
struct SafetyGate {
  /// The highest score that passes, 0…1.
  let limit: Double

  /// Why the text may not pass; empty: it may.
  func reasons(against safety: Safety?) -> [String] {
    guard let safety, safety.isDetected != nil || !safety.scores.isEmpty else {
      return ["the service sent no score"]
    }
    let scores = safety.scores.filter { $0.score > limit }.map {
      "\($0.category) \($0.score) is over \(limit)"
    }
    return safety.isDetected == true ? ["the service calls it toxic"] + scores : scores
  }
}

/// Safety in a line for people.
enum SafetyMessages {
  static func summary(of safety: Safety?) -> String {
    guard let safety else { return "safety: the service sent no score" }
    let verdict = safety.isDetected.map { $0 ? "toxic" : "nothing detected" } ?? "no verdict"
    let scores = safety.scores.map { "\($0.category) \($0.score)" }
    return "safety: " + ([verdict] + scores).joined(separator: ", ")
  }
}
