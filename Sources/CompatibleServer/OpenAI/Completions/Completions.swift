import HTTPTypes
import ModelsAPI
import Wire

/// `POST /v1/completions`.
extension CompletionRequest: AnswerableRequest {
  static let idPrefix = "cmpl-"

  func wholeReply(
    as identity: AnswerIdentity, from models: ServedModels, _ tally: Tally
  ) async throws -> HTTPReply {
    var completion = Completion(identity)
    var ignored = ignored
    for (chat, echo) in zip(chats, echoes) {
      let answer = try await models.answer(chat)
      completion.add(answer.reply, echo: echo)
      ignored += answer.ignored
    }
    tally.note { $0.usage = completion.usage }
    var reply = HTTPReply(.ok, contentType: "application/json", completion.body)
    reply.head.name(ignored)
    return reply
  }

  func streamedReply(
    as identity: AnswerIdentity, from models: ServedModels, _ tally: Tally
  ) async throws -> HTTPReply {
    let stream = try await models.stream(chats[0])
    let chunks = CompletionChunks(identity, echo: echoes[0], tellsUsage: tellsUsage)
    return OpenAI.reply(stream, chunks, ignored: ignored, tally)
  }
}
