extension LLMGateway {
  static let name = API.Name(word: "llmg", title: "LLM Gateway")

  package static let api = API(
    name, basePath: "/ai/gpt/v1", can: [.streams, .plugins, .batches, .apiKeys, .tenantHeader],
    takes: [.tenantID, .provider], wayOut: .anotherAPI(ModelsREST.name)
  ) { identity, headers in
    LLMGateway(identity, GatewayHeaders(tenantID: headers[.tenantID], provider: headers[.provider]))
  }
}

extension Unsupported.Endpoints {
  package static let gateway = LLMGateway.api.endpoints
  /// `/generations`, which continues a text.
  package static let gatewayCompletions = Unsupported.Endpoints(api: LLMGateway.name, wayOut: .conversation)
}
