import HTTPTypes
import Wire

/// OpenAI's API: https://platform.openai.com/docs/api-reference
enum OpenAI: ServedDialect {
  static func routes(_ models: ServedModels, _ configuration: CompatibleServer.Configuration) -> [Route] {
    [
      Route(
        .post, "/v1/chat/completions", GenerationHandler(ChatCompletionsEndpoint.self, models, configuration)),
      Route(.post, "/v1/completions", GenerationHandler(CompletionsEndpoint.self, models, configuration)),
      Route(.post, "/v1/embeddings", EmbeddingsHandler(models: models)),
      Route(.post, "/v1/responses", GenerationHandler(ResponsesEndpoint.self, models, configuration)),
      Route(.get, "/v1/responses/*", StoredResponsesHandler(), terms: .key),
      Route(.delete, "/v1/responses/*", StoredResponsesHandler(), terms: .key),
    ]
  }

  /// What no other API has.
  static func recognizes(_ context: RequestContext) -> Bool { true }

  static func reply(to failure: ServerError, requestID: String) -> HTTPReply {
    OpenAIError(failure).reply
  }
}
