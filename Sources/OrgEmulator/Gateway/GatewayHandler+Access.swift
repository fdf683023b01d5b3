import HTTPTypes

/// Source: LLM Gateway API reference, "Common HTTP Headers", `x-llm-provider`.
private enum Provider: String, CaseIterable {
  case azureOpenAI = "AzureOpenAI"
  case openAI = "OpenAI"
  case cohere = "Cohere"
  case internalText = "InternalTextGeneration"
  case internalCode = "InternalCodeGeneration"
  case internalEmbedding = "InternalEmbedding"
  case anthropic = "Anthropic"
  case bedrock = "Bedrock"
  case vertexAI = "VertexAI"
}

extension GatewayHandler {
  /// Checks a request: its credential, its method and headers, and the rate limit, in this order.
  func checkAccess(_ incoming: IncomingRequest, to endpoint: Endpoint) async throws(ErrorResponse) {
    try await checkCredential(incoming)
    guard incoming.method == endpoint.method else { throw .wrongMethod }
    try checkHeaders(incoming)
    try await verifier.checkLimit(at: "gateway/\(endpoint.name)")
  }

  /// A token of the org, or a key of the gateway's own.
  private func checkCredential(_ incoming: IncomingRequest) async throws(ErrorResponse) {
    guard let key = incoming.authorization(scheme: "api_key") else {
      return try await verifier.checkToken(incoming)
    }
    guard !key.isEmpty, configuration.apiKey ?? key == key else { throw .documented(.unauthorized) }
  }

  private func checkHeaders(_ incoming: IncomingRequest) throws(ErrorResponse) {
    if incoming.method == .post { try incoming.checkMediaType() }
    for name in ["x-client-feature-id", "x-sfdc-app-context"] { try incoming.checkPresence(of: name) }
    if let tenant = incoming.headers["x-sfdc-core-tenant-id"], !Self.isTenant(tenant) {
      throw .badArgument("It must follow the correct tenantKey format", header: "x-sfdc-core-tenant-id")
    }
    if let name = incoming.headers["x-llm-provider"], Provider(rawValue: name) == nil {
      let known = Provider.allCases.map(\.rawValue).joined(separator: ", ")
      throw .badArgument("Expected one of \(known).", header: "x-llm-provider")
    }
  }

  /// `core/<instance>/<org id of 18 characters>`; in the reference's own example it has 19.
  private static func isTenant(_ text: String) -> Bool {
    text.wholeMatch(of: #/core/[A-Za-z0-9_-]+/00D[A-Za-z0-9]{15,16}/#) != nil
  }
}
