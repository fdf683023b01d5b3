import HTTPTypes
import Wire

/// OpenAI's API: https://platform.openai.com/docs/api-reference
enum OpenAI: ServedDialect {
  static func routes(_ models: ServedModels, _ configuration: CompatibleServer.Configuration) -> [Route] {
    [
      Route(.post, "/v1/chat/completions", GenerationHandler<ChatCompletionRequest>(models, configuration)),
      Route(.post, "/v1/completions", GenerationHandler<TextCompletionRequest>(models, configuration)),
      Route(.post, "/v1/embeddings", EmbeddingsHandler(models: models)),
    ] + OpenAI.responses(models, configuration)
  }

  static func reply(to failure: ServerError) -> HTTPReply {
    OpenAIError(failure).reply
  }
}
