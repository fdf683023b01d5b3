import HTTPTypes
import Wire

/// OpenAI's API: https://platform.openai.com/docs/api-reference
enum OpenAI: ServedDialect {
  static func routes(_ models: ServedModels, _ configuration: CompatibleServer.Configuration) -> [Route] {
    [
      Route(.post, "/v1/chat/completions", AnswerDesk<ChatCompletionRequest>(models, configuration)),
      Route(.post, "/v1/completions", AnswerDesk<CompletionRequest>(models, configuration)),
      Route(.post, "/v1/embeddings", Embeddings(models: models)),
    ] + OpenAI.responses(models, configuration)
  }

  static func reply(to failure: ServedFailure) -> HTTPReply {
    OpenAIError(failure).reply
  }
}
