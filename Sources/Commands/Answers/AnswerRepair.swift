import ModelsAPI
import Wire

/// Asks a model again, as often as `--repair` says, when its answer does not fit the schema.
struct AnswerRepair: Sendable {
  let judge: AnswerJudge
  /// How often at most.
  let limit: Int

  /// - Parameters:
  ///   - reply: the answer to the request.
  ///   - onRetry: is told of each time that it is asked again: which, and why.
  ///   - onAnswer: is given what comes each time, with what that alone has cost.
  /// - Returns: the first answer that fits, else the last; without a fence, with what all of them cost.
  /// - Throws: what asking throws.
  func repaired(
    _ reply: Reply, to request: ChatRequest, by models: ModelsClient,
    onRetry: (Int, [String]) -> Void = { _, _ in }, onAnswer: (Reply) -> Void = { _ in }
  ) async throws -> Reply {
    var (reply, count) = (judge.unfenced(reply), 0)
    while count < limit, case let misfits = judge.misfits(of: reply), !misfits.isEmpty {
      count += 1
      onRetry(count, misfits)
      var next = try await models.chat(request.asking(again: reply, misfits))
      onAnswer(next)
      next.usage = [reply.usage, next.usage].compactMap { $0 }.reduce(nil) { $0?.adding($1) ?? $1 }
      reply = judge.unfenced(next)
    }
    return reply
  }
}

extension ChatRequest {
  /// The same with an answer that did not fit, and what did not fit in it.
  fileprivate func asking(again reply: Reply, _ misfits: [String]) -> ChatRequest {
    var request = self
    let answer = reply.generations.first?.text ?? ""
    let words = Self.demand(misfits)
    switch input {
    case .prompt(let text):
      request.input = .prompt("\(text)\n\nThis was your answer:\n\n\(answer)\n\n\(words)")
    case .messages(let messages):
      request.input = .messages(messages + [Message(.assistant, answer), Message(.user, words)])
    }
    return request
  }

  private static func demand(_ misfits: [String]) -> String {
    """
    That answer does not fit the JSON Schema. What does not fit, each with its place in the answer:

    \(misfits.map { "- \($0)" }.joined(separator: "\n"))

    Answer again with JSON that fits the schema, whole, and with nothing else.
    """
  }
}
