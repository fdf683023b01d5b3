import Wire

/// `POST /feedback` of the gateway: a verdict on a generation, or a text about it.
///
/// Source: LLM Gateway API reference, "Register feedback"; the answer is the one that Salesforce's own clients read.
enum GatewayFeedback {
  private enum Verdict: String, CaseIterable {
    case good = "GOOD"
    case bad = "BAD"
  }

  static func check(_ body: RequestBody) throws(ErrorResponse) {
    for name in ["id", "generation_id", "source", "app_generation_id", "app_generation", "turn_id"] {
      _ = try body.text(name)
    }
    _ = try body.part("app_feedback")
    let hasVerdict = body.value("feedback").map { !$0.isNull } ?? false
    let verdict = hasVerdict ? try body.word("feedback", of: Verdict.self) : nil
    // "If null, feedback_text must be provided."
    guard try body.text("feedback_text", isNullable: verdict != nil) != nil || verdict != nil else {
      throw .missing(field: body.path(of: "feedback_text"))
    }
  }
}
