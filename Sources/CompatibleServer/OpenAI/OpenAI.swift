import HTTPTypes
import Wire

/// OpenAI's API: https://platform.openai.com/docs/api-reference
enum OpenAI: ServedDialect {
  static func routes(_ models: ServedModels, _ configuration: CompatibleServer.Configuration) -> [Route] {
    [] + OpenAI.responses(models, configuration)
  }

  static func reply(to failure: ServedFailure) -> HTTPReply {
    HTTPReply(.internalServerError, contentType: "application/json", [])
  }
}
