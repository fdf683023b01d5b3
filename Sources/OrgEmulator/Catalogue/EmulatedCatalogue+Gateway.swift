extension EmulatedCatalogue {
  /// The model that the gateway finds under a name: `sfdc_ai__…` as everywhere, or `llmgateway__…`, its own name for it.
  ///
  /// It knows no models made in Einstein Studio. Source: "Model not available" of the official skill for coding agents.
  func gatewayModel(answering name: String) -> CatalogueModel? {
    if name.hasPrefix("sfdc_ai__") { return model(answering: name) }
    if let model = Self.gatewayOwn.first(where: { $0.name == name }) { return model }
    guard name.hasPrefix("llmgateway__") else { return nil }
    return model(answering: "sfdc_ai__Default\(name.dropFirst("llmgateway__".count))")
  }

  /// The only model that does nothing but stream.
  static let streamingOnly = "xgen_stream"

  /// Models that only the gateway has, seen in Salesforce's own clients.
  private static let gatewayOwn = [
    own("llmgateway__OpenAIGPT4Omni_08_06", .openAI, "gpt-4o-2024-08-06", 16_384),
    own("llmgateway__OpenAIGPT35Turbo_01_25", .openAI, "gpt-3.5-turbo-0125", 4_096),
    own("llmgateway__OpenAIGPT41Mini", .openAI, "gpt-4.1-mini-2025-04-14", 32_768),
    own("llmgateway__OpenAIGPT41Nano", .openAI, "gpt-4.1-nano-2025-04-14", 32_768),
    own("llmgateway__OpenAIGPT5", .openAI, "gpt-5-2025-08-07", 128_000),
    own("llmgateway__AzureOpenAIGPT4Omni", .openAI, "gpt-4o-2024-11-20", 16_384),
    own("llmgateway__BedrockAnthropicClaude3Opus", .bedrock, "anthropic.claude-3-opus-20240229-v1:0", 4_096),
    own(
      "llmgateway__BedrockAnthropicClaude35Sonnet", .bedrock, "anthropic.claude-3-5-sonnet-20240620-v1:0",
      8_192),
    own("llmgateway__VertexAIGeminiPro15", .vertex, "gemini-1.5-pro", 8_192),
    own("llmgateway__EinsteinDeepSeekR1", .xGen, "deepseek-r1", 8_192),
    own(streamingOnly, .xGen, "xgen", 2_048),
  ]

  private static func own(
    _ name: String, _ family: ProviderFamily, _ providerName: String, _ outputLimit: Int
  ) -> CatalogueModel {
    CatalogueModel(
      name: name, label: name, family: family, providerName: providerName, outputLimit: outputLimit)
  }
}
