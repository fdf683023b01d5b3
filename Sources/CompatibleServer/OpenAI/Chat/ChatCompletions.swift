import HTTPTypes
import ModelsAPI
import Wire

/// `POST /v1/chat/completions`.
struct ChatCompletions: Desk {
  private let models: ServedModels
  private let configuration: CompatibleServer.Configuration

  init(_ models: ServedModels, _ configuration: CompatibleServer.Configuration) {
    self.models = models
    self.configuration = configuration
  }

  func answer(_ visit: Visit) async throws -> HTTPReply {
    let request = try ChatCompletionRequest(BodyFields(visit.object()), models.map)
    visit.tally.note {
      $0.model = request.model
      $0.streams = request.streams
    }
    let identity = AnswerIdentity("chatcmpl-", model: request.model, configuration)
    return try await request.streams
      ? stream(request, identity, visit.tally) : whole(request, identity, visit.tally)
  }

  private func whole(
    _ request: ChatCompletionRequest, _ identity: AnswerIdentity, _ tally: Tally
  ) async throws -> HTTPReply {
    let answer = try await models.answer(request.chat)
    tally.note { $0.usage = answer.reply.usage }
    let body = ChatCompletion(answer.reply, identity).body
    var reply = HTTPReply(.ok, contentType: "application/json", body)
    reply.head.name(request.ignored + answer.ignored)
    return reply
  }

  private func stream(
    _ request: ChatCompletionRequest, _ identity: AnswerIdentity, _ tally: Tally
  ) async throws -> HTTPReply {
    let stream = try await models.stream(request.chat)
    let chunks = ChatCompletionChunks(identity, tellsUsage: request.tellsUsage)
    return OpenAI.reply(stream, chunks, ignored: request.ignored, tally)
  }
}
