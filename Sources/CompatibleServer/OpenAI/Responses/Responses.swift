import HTTPTypes
import ModelsAPI
import Wire

extension OpenAI {
  /// The endpoints of the Responses API: https://platform.openai.com/docs/api-reference/responses
  static func responses(_ models: ServedModels, _ configuration: CompatibleServer.Configuration) -> [Route] {
    [
      Route(.post, "/v1/responses", Responses(models, configuration)),
      Route(.get, "/v1/responses/*", KeptResponses(), terms: .key),
      Route(.delete, "/v1/responses/*", KeptResponses(), terms: .key),
    ]
  }
}

/// `POST /v1/responses`.
struct Responses: Desk {
  private let models: ServedModels
  private let configuration: CompatibleServer.Configuration

  init(_ models: ServedModels, _ configuration: CompatibleServer.Configuration) {
    self.models = models
    self.configuration = configuration
  }

  func answer(_ visit: Visit) async throws -> HTTPReply {
    let request = try ResponsesRequest(BodyFields(visit.object()), models.map)
    visit.tally.note {
      $0.model = request.model
      $0.streams = request.streams
    }
    let object = ResponseObject(
      AnswerIdentity("resp_", model: request.model, configuration), request.echo, now: configuration.now)
    return try await request.streams
      ? stream(request, object, visit.tally) : whole(request, object, visit.tally)
  }

  private func whole(
    _ request: ResponsesRequest, _ object: ResponseObject, _ tally: Tally
  ) async throws -> HTTPReply {
    let answer = try await models.answer(request.chat)
    tally.note { $0.usage = answer.reply.usage }
    let body = object.body(telling: answer.reply, request.tools)
    var reply = HTTPReply(.ok, contentType: "application/json", body)
    reply.head.name(request.ignored + ResponsesRequest.names(of: answer.ignored))
    return reply
  }

  private func stream(
    _ request: ResponsesRequest, _ object: ResponseObject, _ tally: Tally
  ) async throws -> HTTPReply {
    let stream = try await models.stream(request.chat)
    let events = ResponseEvents(object, request.tools)
    return OpenAI.reply(
      stream, events, ignored: request.ignored + ResponsesRequest.names(of: stream.ignored), tally)
  }
}

/// `GET` and `DELETE /v1/responses/{id}`: nothing is kept here.
struct KeptResponses: Desk {
  func answer(_ visit: Visit) -> HTTPReply {
    OpenAIError(
      status: 404,
      message: "Response with id '\(visit.lastSegment)' not found: this server keeps no responses.",
      parameter: "id"
    ).reply
  }
}
