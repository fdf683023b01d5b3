extension EmulatedCatalogue {
  /// Source: Models API Developer Guide, "Supported Models". Beta models are off until an admin enables them.
  static let supported: [CatalogueModel] = openAI + bedrock + vertex + salesforce

  private static let openAI = [
    model("GPT4Omni", .openAI, "gpt-4o-2024-11-20", 16_384),
    model("GPT4OmniMini", .openAI, "gpt-4o-mini-2024-07-18", 16_384),
    model("OpenAIGPT4OmniMini", .openAI, "gpt-4o-mini-2024-07-18", 16_384),
    model("GPT41", .openAI, "gpt-4.1-2025-04-14", 32_768),
    model("GPT41Mini", .openAI, "gpt-4.1-mini-2025-04-14", 32_768),
    model("GPT5", .openAI, "gpt-5-2025-08-07", 128_000),
    model("GPT5Mini", .openAI, "gpt-5-mini-2025-08-07", 128_000),
    model("GPT51", .openAI, "gpt-5.1", 128_000, .disabled),
    model("GPT52", .openAI, "gpt-5.2", 128_000),
    model("GPT54", .openAI, "gpt-5.4", 128_000),
    model("GPT54Mini", .openAI, "gpt-5.4-mini", 128_000),
    model("GPT55", .openAI, "gpt-5.5", 128_000),
    model("GPT56Luna", .openAI, "gpt-5.6-luna", 128_000),
    model("GPT56Sol", .openAI, "gpt-5.6-sol", 128_000),
    model("GPT56Terra", .openAI, "gpt-5.6-terra", 128_000),
    model("O3", .openAI, "o3-2025-04-16", 100_000, .disabled),
    model("O4Mini", .openAI, "o4-mini-2025-04-16", 100_000, .disabled),
  ]

  private static let bedrock = [
    model("BedrockAnthropicClaude3Haiku", .bedrock, "anthropic.claude-3-haiku-20240307-v1:0", 4_096),
    model("BedrockAnthropicClaude37Sonnet", .bedrock, "anthropic.claude-3-7-sonnet-20250219-v1:0", 8_192),
    model("BedrockAnthropicClaude4Sonnet", .bedrock, "anthropic.claude-sonnet-4-20250514-v1:0", 8_192),
    model("BedrockAnthropicClaude45Haiku", .bedrock, "anthropic.claude-haiku-4-5-20251001-v1:0", 8_192),
    model("BedrockAnthropicClaude45Sonnet", .bedrock, "anthropic.claude-sonnet-4-5-20250929-v1:0", 8_192),
    model("BedrockAnthropicClaude45Opus", .bedrock, "anthropic.claude-opus-4-5-20251101-v1:0", 8_192),
    model("BedrockAnthropicClaude46Sonnet", .bedrock, "anthropic.claude-sonnet-4-6", 8_192),
    model("BedrockAnthropicClaude46Opus", .bedrock, "anthropic.claude-opus-4-6", 8_192, .disabled),
    model("BedrockAnthropicClaude47Opus", .bedrock, "anthropic.claude-opus-4-7", 8_192, .disabled),
    model("BedrockAnthropicClaude48Opus", .bedrock, "anthropic.claude-opus-4-8", 8_192),
    model("BedrockAnthropicClaude5Sonnet", .bedrock, "anthropic.claude-sonnet-5", 8_192),
    model("BedrockAmazonNovaLite", .bedrock, "amazon.nova-lite-v1:0", 5_000),
    model("BedrockAmazonNovaPro", .bedrock, "amazon.nova-pro-v1:0", 5_000),
    model("BedrockNvidiaNemotronNano330b", .bedrock, "nvidia.nemotron-nano-3-30b", 8_192, .disabled),
    model("BedrockNvidiaNemotronSuper3120b", .bedrock, "nvidia.nemotron-super-3-120b", 8_192),
  ]

  private static let vertex = [
    model("VertexAIGemini20Flash001", .vertex, "gemini-2.0-flash-001", 8_192, .deprecated),
    model("VertexAIGemini20FlashLite001", .vertex, "gemini-2.0-flash-lite-001", 8_192, .deprecated),
    model("VertexAIGemini25Flash001", .vertex, "gemini-2.5-flash", 65_536),
    model("VertexAIGemini25FlashLite001", .vertex, "gemini-2.5-flash-lite", 65_536),
    model("VertexAIGeminiPro25", .vertex, "gemini-2.5-pro", 65_536),
    model("VertexAIGeminiPro30", .vertex, "gemini-3.0-pro", 65_536, .disabled),
    model("VertexAIGemini30Flash", .vertex, "gemini-3.0-flash", 65_536),
    model("VertexAIGeminiPro31", .vertex, "gemini-3.1-pro", 65_536, .disabled),
    model("VertexAIGemini31FlashLite", .vertex, "gemini-3.1-flash-lite", 65_536, .disabled),
    model("VertexAIGemini35Flash", .vertex, "gemini-3.5-flash", 65_536),
  ]

  private static let salesforce = [
    model("EinsteinHyperClassifier", .xGen, "einstein-hyper-classifier", 2_048)
  ]

  static let embeddings = ["OpenAITextEmbeddingAda_002", "AzureOpenAITextEmbeddingAda_002"].map { name in
    var model = model(name, .openAI, "text-embedding-ada-002-v2", 0)
    model.capability = .embedding
    return model
  }

  static func model(
    _ name: String, _ family: ProviderFamily, _ providerName: String, _ outputLimit: Int,
    _ status: CatalogueModel.Status = .enabled
  ) -> CatalogueModel {
    CatalogueModel(
      name: "sfdc_ai__Default\(name)", label: name, family: family, providerName: providerName,
      status: status,
      outputLimit: outputLimit)
  }
}
