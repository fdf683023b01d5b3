extension ModelsREST {
  static let name = API.Name(word: "models", title: "Models REST API")

  /// The Models REST API: only text, vectors and feedback. Who wants more needs a configured model or the LLM
  /// Gateway.
  package static let api = API(
    name, basePath: "/einstein/platform/v1", can: [.embeddings, .feedback, .customModels], takes: [],
    wayOut: .configuredModel(otherwise: LLMGateway.name)
  ) { identity, _ in ModelsREST(identity) }
}

extension Unsupported.Endpoints {
  /// All endpoints of the Models REST API, as far as what they lack goes.
  package static let modelsREST = ModelsREST.api.endpoints
}
