import HTTPTypes
import Wire

/// Anthropic's API: https://platform.claude.com/docs/en/api
enum Anthropic: ServedDialect {
  static func routes(_ models: ServedModels, _ configuration: CompatibleServer.Configuration) -> [Route] {
    let translated = HandlerByBeta(
      stable: GenerationHandler(MessagesEndpoint.self, models, configuration),
      beta: GenerationHandler(BetaMessagesEndpoint.self, models, configuration))
    let messages = VersionCheck(
      LaneHandler(NativeMessages.self, models, configuration, translated: translated))
    let count = VersionCheck(CountTokensHandler(map: models.map))
    return ["/anthropic/v1", "/v1"].flatMap { base in
      [Route(.post, "\(base)/messages", messages), Route(.post, "\(base)/messages/count_tokens", count)]
    } + [
      Route(.get, "/anthropic/v1/models", modelsHandler(models.offered)),
      Route(.get, "/anthropic/v1/models/*", modelHandler(models.offered)),
    ]
  }

  /// All models, for the path that OpenAI's API has too.
  static func modelsHandler(_ offered: OfferedModels) -> any RequestHandler {
    VersionCheck(ClaudeModelsHandler(offered: offered))
  }

  /// One model.
  static func modelHandler(_ offered: OfferedModels) -> any RequestHandler {
    VersionCheck(ClaudeModelHandler(offered: offered))
  }

  static func recognizes(_ context: RequestContext) -> Bool {
    let path = context.path
    return path == "/anthropic" || path.hasPrefix("/anthropic/") || path.hasPrefix("/v1/messages")
      || context.request.headerFields.contains(.anthropicVersion)
  }

  static func reply(to failure: ServerError, requestID: String) -> HTTPReply {
    AnthropicError(failure, requestID: requestID).reply
  }
}

extension HTTPField.Name {
  static let anthropicVersion = HTTPField.Name("anthropic-version")!
}
