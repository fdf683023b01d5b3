import HTTPTypes
import ModelsAPI
import Wire

extension OpenAI {
  /// The endpoints of the Responses API: https://platform.openai.com/docs/api-reference/responses
  static func responses(_ models: ServedModels, _ configuration: CompatibleServer.Configuration) -> [Route] {
    [
      Route(.post, "/v1/responses", GenerationHandler<ResponsesRequest>(models, configuration)),
      Route(.get, "/v1/responses/*", KeptResponses(), terms: .key),
      Route(.delete, "/v1/responses/*", KeptResponses(), terms: .key),
    ]
  }
}

/// `POST /v1/responses`.
extension ResponsesRequest: GenerationRequest {
  static let idPrefix = "resp_"

  func wholeReply(
    as identity: AnswerIdentity, from models: ServedModels, _ annotations: Annotations
  ) async throws -> HTTPReply {
    let answer = try await models.answer(chat)
    annotations.note { $0.usage = answer.reply.usage }
    let body = ResponseObject(identity, echo).body(telling: answer.reply, tools)
    var reply = HTTPReply(.ok, contentType: "application/json", body)
    reply.head.name(ignored + Self.names(of: answer.ignored))
    return reply
  }

  func streamedReply(
    as identity: AnswerIdentity, from models: ServedModels, _ annotations: Annotations
  ) async throws -> HTTPReply {
    let stream = try await models.stream(chat)
    let events = ResponseEvents(ResponseObject(identity, echo), tools)
    return OpenAI.reply(stream, events, ignored: ignored + Self.names(of: stream.ignored), annotations)
  }
}

/// `GET` and `DELETE /v1/responses/{id}`: nothing is kept here.
struct KeptResponses: RequestHandler {
  func respond(to context: RequestContext) -> HTTPReply {
    OpenAIError(
      status: 404,
      message: "Response with id '\(context.lastSegment)' not found: this server keeps no responses.",
      parameter: "id"
    ).reply
  }
}
