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
    ]
      + responses(
        LaneHandler(
          NativeResponses.self, models, configuration,
          translated: GenerationHandler(ResponsesEndpoint.self, models, configuration)), configuration)
  }

  /// - Parameter generation: has a model answer.
  private static func responses(
    _ generation: any RequestHandler, _ configuration: CompatibleServer.Configuration
  ) -> [Route] {
    let store = ResponseStore(now: configuration.now)
    func stored(_ question: StoredResponseHandler.Question) -> StoredResponseHandler {
      StoredResponseHandler(question: question, store: store)
    }
    return [
      Route(.post, "/v1/responses", StoringHandler(handler: generation, store: store)),
      Route(.post, "/v1/responses/input_tokens", InputTokensHandler(store: store)),
      Route(.post, "/v1/responses/compact", CompactionHandler(), terms: .key),
      Route(.get, "/v1/responses/*", stored(.response), terms: .key),
      Route(.delete, "/v1/responses/*", stored(.deletion), terms: .key),
      Route(.get, "/v1/responses/*/input_items", stored(.inputItems), terms: .key),
    ]
  }

  /// What no other API has.
  static func recognizes(_ context: RequestContext) -> Bool { true }

  static func reply(to failure: ServerError, requestID: String) -> HTTPReply {
    OpenAIError(failure).reply
  }
}
