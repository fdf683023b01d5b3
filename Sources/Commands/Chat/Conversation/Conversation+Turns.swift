import ModelsAPI
import Terminal

/// What is said again, taken back, or judged.
extension Conversation {
  /// An answer that was there stays unless another comes.
  mutating func retry() async throws {
    let before = session
    guard session.reopen() else { throw ChatFailure.nothingToRetry }
    defer {
      if session.unanswered != nil, before.unanswered == nil {
        session = before
        keep()
      }
    }
    try await answer()
  }

  mutating func undo() throws {
    guard let question = session.undo() else { throw ChatFailure.nothingToUndo }
    keep()
    try say("taken back: \(question.split(separator: "\n").first ?? "")")
  }

  mutating func clear() throws {
    session = session.cleared(id: ChatSession.freshID(at: context.now()))
    try say("a new conversation")
  }

  func judge(_ verdict: Feedback.Verdict, _ text: String) async throws {
    guard let generation = session.generation else { throw ChatFailure.nothingToJudge }
    var feedback = Feedback(
      id: "", generationID: generation, verdict: verdict, text: text.isEmpty ? nil : text)
    feedback.id = FeedbackID.derived(from: feedback)
    let (models, spinner, judgement) = (connection.models, answering.spinner, feedback)
    _ = try await terminal.interruptible { try await spinner.spin { try await models.submit(judgement) } }
    try say("submitted")
  }
}
