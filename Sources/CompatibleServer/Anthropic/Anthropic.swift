import HTTPTypes
import Wire

/// Anthropic's API: https://platform.claude.com/docs/en/api
enum Anthropic: ServedDialect {
  static func routes(_ models: ServedModels, _ configuration: CompatibleServer.Configuration) -> [Route] {
    let messages = Versioned(MessagesDesk(models: models, configuration: configuration))
    let count = Versioned(CountTokensDesk(map: models.map))
    return ["/anthropic/v1", "/v1"].flatMap { base in
      [Route(.post, "\(base)/messages", messages), Route(.post, "\(base)/messages/count_tokens", count)]
    } + [
      Route(.get, "/anthropic/v1/models", modelsDesk(models, configuration)),
      Route(.get, "/anthropic/v1/models/*", modelDesk(models, configuration)),
    ]
  }

  /// All models, for the path that other APIs have too.
  static func modelsDesk(
    _ models: ServedModels, _ configuration: CompatibleServer.Configuration
  ) -> any Desk {
    Versioned(ModelsDesk(map: models.map))
  }

  /// One model.
  static func modelDesk(
    _ models: ServedModels, _ configuration: CompatibleServer.Configuration
  ) -> any Desk {
    Versioned(ModelDesk(map: models.map))
  }

  static func reply(to failure: ServedFailure) -> HTTPReply {
    AnthropicError(failure).reply
  }

  static func reply(to failure: ServedFailure, requestID: String) -> HTTPReply {
    AnthropicError(failure, requestID: requestID).reply
  }
}
