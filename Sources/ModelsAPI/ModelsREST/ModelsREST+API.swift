extension ModelsREST {
  static let name = API.Name(word: "models", title: "Models REST API")

  package static let api = API(
    name, basePath: "/einstein/platform/v1", can: [], takes: [],
    wayOut: .configuredModel(otherwise: LLMGateway.name)
  ) { identity, _ in ModelsREST(identity) }
}

extension Unsupported.Endpoints {
  package static let modelsREST = ModelsREST.api.endpoints
}
