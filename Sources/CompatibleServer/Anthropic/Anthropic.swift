import HTTPTypes
import Wire

/// Anthropic's API: https://docs.claude.com/en/api
enum Anthropic: ServedDialect {
  static func routes(_ models: ServedModels, _ configuration: CompatibleServer.Configuration) -> [Route] {
    []
  }

  static func reply(to failure: ServedFailure) -> HTTPReply {
    HTTPReply(.internalServerError, contentType: "application/json", [])
  }

  static func modelsDesk(
    _ models: ServedModels, _ configuration: CompatibleServer.Configuration
  ) -> any Desk {
    OpenAI.ModelsDesk(map: models.map)
  }

  static func modelDesk(
    _ models: ServedModels, _ configuration: CompatibleServer.Configuration
  ) -> any Desk {
    OpenAI.ModelDesk(map: models.map)
  }
}
