extension LLMGateway {
  static let name = API.Name(word: "llmg", title: "LLM Gateway")

  /// The LLM Gateway, which has every capability and takes every optional header.
  package static let api = API(
    name, basePath: "/ai/gpt/v1",
    can: [.streams, .embeddings, .feedback, .plugins, .batches, .apiKeys, .nativeSurfaces, .tenantHeader],
    takes: [.tenantID, .provider], wayOut: .anotherAPI(ModelsREST.name)
  ) { identity, headers in
    LLMGateway(identity, GatewayHeaders(tenantID: headers[.tenantID], provider: headers[.provider]))
  }
}

extension Unsupported.Endpoints {
  /// All endpoints of the LLM Gateway, as far as what they lack goes.
  package static let gateway = LLMGateway.api.endpoints
  /// `/generations`, which continues a text.
  package static let gatewayCompletions = Unsupported.Endpoints(api: LLMGateway.name, wayOut: .conversation)
}
