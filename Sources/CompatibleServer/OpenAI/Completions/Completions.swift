import HTTPTypes
import ModelsAPI
import Wire

/// `POST /v1/completions`.
struct Completions: Desk {
  private let models: ServedModels
  private let configuration: CompatibleServer.Configuration

  init(_ models: ServedModels, _ configuration: CompatibleServer.Configuration) {
    self.models = models
    self.configuration = configuration
  }

  func answer(_ visit: Visit) async throws -> HTTPReply {
    let request = try CompletionRequest(BodyFields(visit.object()), models.map)
    visit.tally.note {
      $0.model = request.model
      $0.streams = request.streams
    }
    let identity = AnswerIdentity("cmpl-", model: request.model, configuration)
    return try await request.streams
      ? stream(request, identity, visit.tally) : whole(request, identity, visit.tally)
  }

  private func whole(
    _ request: CompletionRequest, _ identity: AnswerIdentity, _ tally: Tally
  ) async throws -> HTTPReply {
    var completion = Completion(identity)
    var ignored = request.ignored
    for (chat, echo) in zip(request.chats, request.echoes) {
      let answer = try await models.answer(chat)
      completion.add(answer.reply, echo: echo)
      ignored += answer.ignored
    }
    tally.note { $0.usage = completion.usage }
    var reply = HTTPReply(.ok, contentType: "application/json", completion.body)
    reply.head.name(ignored)
    return reply
  }

  private func stream(
    _ request: CompletionRequest, _ identity: AnswerIdentity, _ tally: Tally
  ) async throws -> HTTPReply {
    let stream = try await models.stream(request.chats[0])
    let chunks = CompletionChunks(identity, echo: request.echoes[0], tellsUsage: request.tellsUsage)
    return OpenAI.reply(stream, chunks, ignored: request.ignored, tally)
  }
}
