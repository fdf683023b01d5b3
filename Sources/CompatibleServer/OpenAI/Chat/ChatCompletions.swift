import HTTPTypes
import ModelsAPI
import Wire

/// `POST /v1/chat/completions`.
extension ChatCompletionRequest: GenerationRequest {
  static let idPrefix = "chatcmpl-"

  func wholeReply(
    as identity: AnswerIdentity, from models: ServedModels, _ annotations: Annotations
  ) async throws -> HTTPReply {
    let answer = try await models.answer(chat)
    annotations.note { $0.usage = answer.reply.usage }
    let body = ChatCompletion(answer.reply, identity).body
    var reply = HTTPReply(.ok, contentType: "application/json", body)
    reply.head.name(ignored + answer.ignored)
    return reply
  }

  func streamedReply(
    as identity: AnswerIdentity, from models: ServedModels, _ annotations: Annotations
  ) async throws -> HTTPReply {
    let stream = try await models.stream(chat)
    let chunks = ChatCompletionChunks(identity, tellsUsage: tellsUsage)
    return OpenAI.reply(stream, chunks, ignored: ignored, annotations)
  }
}
