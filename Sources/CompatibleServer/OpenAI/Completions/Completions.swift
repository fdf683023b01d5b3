import HTTPTypes
import ModelsAPI
import Wire

/// `POST /v1/completions`.
extension TextCompletionRequest: GenerationRequest {
  static let idPrefix = "cmpl-"

  func wholeReply(
    as identity: AnswerIdentity, from models: ServedModels, _ annotations: Annotations
  ) async throws -> HTTPReply {
    var completion = TextCompletion(identity)
    var ignored = ignored
    for (chat, echo) in zip(chats, echoes) {
      let answer = try await models.answer(chat)
      completion.add(answer.reply, echo: echo)
      ignored += answer.ignored
    }
    annotations.note { $0.usage = completion.usage }
    var reply = HTTPReply(.ok, contentType: "application/json", completion.body)
    reply.head.name(ignored)
    return reply
  }

  func streamedReply(
    as identity: AnswerIdentity, from models: ServedModels, _ annotations: Annotations
  ) async throws -> HTTPReply {
    let stream = try await models.stream(chats[0])
    let chunks = TextCompletionChunks(identity, echo: echoes[0], tellsUsage: tellsUsage)
    return OpenAI.reply(stream, chunks, ignored: ignored, annotations)
  }
}
