import HTTPTypes
import Wire

/// The routes of the models under the path that both APIs have: Anthropic's clients are known by their version.
enum SharedModelRoutes {
  static func routes(_ models: ServedModels) -> [Route] {
    let list = HandlerByVersion(
      anthropic: Anthropic.modelsHandler(models.offered), openAI: OpenAIModelsHandler(offered: models.offered)
    )
    let one = HandlerByVersion(
      anthropic: Anthropic.modelHandler(models.offered), openAI: OpenAIModelHandler(offered: models.offered))
    return [Route(.get, "/v1/models", list), Route(.get, "/v1/models/*", one)]
  }
}

/// Sends clients that name a version of Anthropic's API to one handler, all others to another.
struct HandlerByVersion: RequestHandler {
  let anthropic: any RequestHandler
  let openAI: any RequestHandler

  func respond(to context: RequestContext) async throws -> HTTPReply {
    let isAnthropic = context.request.headerFields.contains(.anthropicVersion)
    return try await (isAnthropic ? anthropic : openAI).respond(to: context)
  }
}
