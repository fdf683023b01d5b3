import ModelsAPI
import Wire

/// A request at one of the endpoints where a model answers, and what answers to it look like.
protocol GenerationRequest {
  /// What ids of answers begin with.
  static var idPrefix: String { get }

  /// As the client named it.
  var model: String { get }
  var streams: Bool { get }

  init(_ fields: BodyFields, _ map: ModelMap) throws(ServerError)

  func wholeReply(
    as identity: AnswerIdentity, from models: ServedModels, _ annotations: Annotations
  ) async throws -> HTTPReply
  func streamedReply(
    as identity: AnswerIdentity, from models: ServedModels, _ annotations: Annotations
  ) async throws -> HTTPReply
}

/// Has a model answer, at once or piece by piece.
struct GenerationHandler<Request: GenerationRequest>: RequestHandler {
  private let models: ServedModels
  private let configuration: CompatibleServer.Configuration

  init(_ models: ServedModels, _ configuration: CompatibleServer.Configuration) {
    self.models = models
    self.configuration = configuration
  }

  func respond(to context: RequestContext) async throws -> HTTPReply {
    let request = try Request(BodyFields(context.object()), models.map)
    context.annotations.note {
      $0.model = request.model
      $0.streams = request.streams
    }
    let identity = AnswerIdentity(Request.idPrefix, model: request.model, configuration)
    return try await request.streams
      ? request.streamedReply(as: identity, from: models, context.annotations)
      : request.wholeReply(as: identity, from: models, context.annotations)
  }
}
