extension OpenAI {
  /// The endpoint of the Responses API: https://platform.openai.com/docs/api-reference/responses
  static func responses(_ models: ServedModels, _ configuration: CompatibleServer.Configuration) -> [Route] {
    []
  }
}
