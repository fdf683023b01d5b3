import HTTPTypes
import Wire

/// The list of models under the path that both APIs have: Anthropic's clients are known by their version.
enum ModelLists {
  static func routes(_ models: ServedModels, _ configuration: CompatibleServer.Configuration) -> [Route] {
    let list = DeskByVersion(
      anthropic: Anthropic.modelsDesk(models, configuration), openAI: OpenAI.ModelsDesk(map: models.map))
    let one = DeskByVersion(
      anthropic: Anthropic.modelDesk(models, configuration), openAI: OpenAI.ModelDesk(map: models.map))
    return [Route(.get, "/v1/models", list), Route(.get, "/v1/models/*", one)]
  }
}

/// Sends clients that name a version of Anthropic's API to one desk, all others to another.
struct DeskByVersion: Desk {
  let anthropic: any Desk
  let openAI: any Desk

  func answer(_ visit: Visit) async throws -> HTTPReply {
    let isAnthropic = visit.request.headerFields[.anthropicVersion] != nil
    return try await (isAnthropic ? anthropic : openAI).answer(visit)
  }
}
