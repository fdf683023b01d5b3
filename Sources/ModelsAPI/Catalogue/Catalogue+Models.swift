extension Catalogue {
  /// All that the documents name, by provider; those that were shut down come last.
  ///
  /// Source: Models API Developer Guide, "Supported Models", and Salesforce's own clients for models of 2026.
  package static let models: [KnownModel] = openAI + bedrock + vertexAI + others + retired

  private static let openAI: [KnownModel] = [
    .chat("GPT4Omni", .openAINearby, "gpt-4o", output: 16_384, alias: "gpt-4o"),
    .chat(
      "GPT4OmniMini", .openAINearby, "gpt-4o-mini", output: 16_384, context: 128_000, alias: "gpt-4o-mini"),
    .chat("OpenAIGPT4OmniMini", .openAI, "gpt-4o-mini", output: 16_384, context: 128_000),
    .chat("GPT41", .openAINearby, "gpt-4.1", output: 32_768, alias: "gpt-4.1"),
    .chat("GPT41Mini", .openAINearby, "gpt-4.1-mini", output: 32_768, alias: "gpt-4.1-mini"),
    .chat("GPT5", .openAINearby, "gpt-5", output: 128_000, alias: "gpt-5"),
    .chat("GPT5Mini", .openAINearby, "gpt-5-mini", output: 128_000, alias: "gpt-5-mini"),
    .chat("GPT51", .openAINearby, "gpt-5.1"), .chat("GPT52", .openAINearby, "gpt-5.2"),
    .chat("GPT54", .openAINearby, "gpt-5.4"), .chat("GPT54Mini", .openAINearby, "gpt-5.4-mini"),
    .chat("GPT55", .openAINearby, "gpt-5.5", context: 1_000_000),
    .chat("GPT56Luna", .openAINearby, "gpt-5.6-luna"), .chat("GPT56Sol", .openAINearby, "gpt-5.6-sol"),
    .chat("GPT56Terra", .openAINearby, "gpt-5.6-terra"),
    .chat("O3", .openAINearby, "o3", output: 100_000, alias: "o3"),
    .chat("O4Mini", .openAINearby, "o4-mini", output: 100_000, alias: "o4-mini"),
  ]

  private static let bedrock: [KnownModel] = [
    claude("3Haiku", "claude-3-haiku", output: 4_096, alias: "claude-3-haiku"),
    claude("37Sonnet", "claude-3-7-sonnet", output: 8_192, alias: "claude-3.7-sonnet"),
    claude("4Sonnet", "claude-sonnet-4", output: 8_192, alias: "claude-sonnet-4"),
    claude("45Sonnet", "claude-sonnet-4-5", output: 8_192, alias: "claude-sonnet-4.5"),
    claude("45Haiku", "claude-haiku-4-5", output: 8_192, alias: "claude-haiku-4.5"),
    claude("45Opus", "claude-opus-4-5", context: 65_536, alias: "claude-opus-4.5"),
    claude("46Sonnet", "claude-sonnet-4-6", context: 65_536),
    claude("46Opus", "claude-opus-4-6", context: 65_536),
    claude("47Opus", "claude-opus-4-7", context: 65_536),
    claude("48Opus", "claude-opus-4-8", context: 65_536),
    claude("5Sonnet", "claude-sonnet-5", context: 65_536),
    .chat("BedrockAmazonNovaLite", .bedrock, "nova-lite", output: 5_000, alias: "nova-lite"),
    .chat("BedrockAmazonNovaPro", .bedrock, "nova-pro", output: 5_000, alias: "nova-pro"),
    .chat("BedrockNvidiaNemotronNano330b", .bedrock, "nemotron-nano-3-30b"),
    .chat("BedrockNvidiaNemotronSuper3120b", .bedrock, "nemotron-super-3-120b"),
  ]

  private static let vertexAI: [KnownModel] = [
    gemini("Gemini20Flash001", "gemini-2.0-flash", output: 8_192, alias: "gemini-2.0-flash"),
    gemini("Gemini20FlashLite001", "gemini-2.0-flash-lite", output: 8_192, alias: "gemini-2.0-flash-lite"),
    gemini("Gemini25Flash001", "gemini-2.5-flash", output: 65_536, alias: "gemini-2.5-flash"),
    gemini(
      "Gemini25FlashLite001", "gemini-2.5-flash-lite", output: 65_536, context: 1_048_576,
      alias: "gemini-2.5-flash-lite"),
    gemini("GeminiPro25", "gemini-2.5-pro", output: 65_536, alias: "gemini-2.5-pro"),
    gemini("GeminiPro30", "gemini-3-pro", context: 1_000_000),
    gemini("Gemini30Flash", "gemini-3-flash", context: 1_000_000),
    gemini("GeminiPro31", "gemini-3.1-pro", context: 1_000_000),
    gemini("Gemini31FlashLite", "gemini-3.1-flash-lite", context: 1_000_000),
    gemini("Gemini35Flash", "gemini-3.5-flash", context: 1_000_000),
  ]

  private static let others: [KnownModel] = [
    .embedding("OpenAITextEmbeddingAda_002", .openAI, "text-embedding-ada-002"),
    .embedding("AzureOpenAITextEmbeddingAda_002", .azureOpenAI, "text-embedding-ada-002"),
    .other("EinsteinHyperClassifier", .salesforce),
  ]

  /// Source: Models API Developer Guide, "Supported Models", rerouted models.
  private static let retired: [KnownModel] = [
    .retired("AzureOpenAIGPT35Turbo", .azureOpenAI, "gpt-3.5-turbo", servedBy: "GPT4OmniMini"),
    .retired("AzureOpenAIGPT35Turbo_16k", .azureOpenAI, "gpt-3.5-turbo", servedBy: "GPT4OmniMini"),
    .retired("AzureOpenAIGPT4Turbo", .azureOpenAI, "gpt-4-turbo", servedBy: "GPT4Omni"),
    .retired("OpenAIGPT35Turbo", .openAI, "gpt-3.5-turbo", servedBy: "OpenAIGPT4OmniMini"),
    .retired("OpenAIGPT35Turbo_16k", .openAI, "gpt-3.5-turbo", servedBy: "OpenAIGPT4OmniMini"),
    .retired("OpenAIGPT4", .openAI, "gpt-4", servedBy: "GPT4Omni"),
    .retired("OpenAIGPT4_32k", .openAI, "gpt-4", servedBy: "GPT4Omni"),
    .retired("OpenAIGPT4Turbo", .openAI, "gpt-4-turbo", servedBy: "GPT4Omni"),
  ]

  private static func claude(
    _ name: String, _ providerName: String, output: Int? = nil, context: Int? = nil, alias: String? = nil
  ) -> KnownModel {
    .chat(
      "BedrockAnthropicClaude\(name)", .bedrock, providerName, output: output, context: context, alias: alias)
  }

  private static func gemini(
    _ name: String, _ providerName: String, output: Int? = nil, context: Int? = nil, alias: String? = nil
  ) -> KnownModel {
    .chat("VertexAI\(name)", .vertexAI, providerName, output: output, context: context, alias: alias)
  }
}
