import Ledger
import ModelsAPI

/// An answer, and what it took.
struct AnsweredPrompt {
  /// As the model got it that has answered.
  let request: ChatRequest
  let reply: Reply
  /// Who did not answer before.
  let fallbacks: [ModelFallback.Step]
  /// How often was asked: more than once where answers did not fit, or did not come.
  let requests: Int
  let times: AnswerTimes

  /// Takes it down.
  ///
  /// - Parameter entry: without anything in it yet.
  func entry(_ entry: LedgerEntry) -> LedgerEntry {
    var entry = entry
    entry.take(reply, of: request.model)
    entry.time = times.start.milliseconds
    entry.duration = times.end.milliseconds - times.start.milliseconds
    entry.requests = requests
    entry.texts = LedgerTexts(
      system: request.system, prompt: request.question,
      text: reply.generations.map(\.text).joined(separator: "\n\n"))
    return entry
  }
}

extension ChatRequest {
  fileprivate var system: String? {
    guard case .messages(let messages) = input else { return nil }
    return messages.first { $0.role == .system }?.content
  }

  fileprivate var question: String? {
    switch input {
    case .prompt(let text): text
    case .messages(let messages): messages.last { $0.role == .user }?.content
    }
  }
}
