/// The models that the documents name: a hint for people and completions, never a wall.
package enum Catalogue {
  /// The API name behind an alias; any other name is taken as it is.
  package static func model(named name: String) -> ModelName {
    aliases.first { $0.alias == name.lowercased() }?.model ?? ModelName(name)
  }

  /// Short names in the spelling of the models' makers.
  package static let aliases: [(alias: String, model: ModelName)] = [
    ("gpt-4o", "sfdc_ai__DefaultGPT4Omni"),
    ("gpt-4o-mini", "sfdc_ai__DefaultGPT4OmniMini"),
    ("gpt-4.1", "sfdc_ai__DefaultGPT41"),
    ("gpt-4.1-mini", "sfdc_ai__DefaultGPT41Mini"),
    ("gpt-5", "sfdc_ai__DefaultGPT5"),
    ("gpt-5-mini", "sfdc_ai__DefaultGPT5Mini"),
    ("o3", "sfdc_ai__DefaultO3"),
    ("o4-mini", "sfdc_ai__DefaultO4Mini"),
    ("claude-3-haiku", "sfdc_ai__DefaultBedrockAnthropicClaude3Haiku"),
    ("claude-3.7-sonnet", "sfdc_ai__DefaultBedrockAnthropicClaude37Sonnet"),
    ("claude-sonnet-4", "sfdc_ai__DefaultBedrockAnthropicClaude4Sonnet"),
    ("claude-sonnet-4.5", "sfdc_ai__DefaultBedrockAnthropicClaude45Sonnet"),
    ("claude-haiku-4.5", "sfdc_ai__DefaultBedrockAnthropicClaude45Haiku"),
    ("claude-opus-4.5", "sfdc_ai__DefaultBedrockAnthropicClaude45Opus"),
    ("nova-lite", "sfdc_ai__DefaultBedrockAmazonNovaLite"),
    ("nova-pro", "sfdc_ai__DefaultBedrockAmazonNovaPro"),
    ("gemini-2.0-flash", "sfdc_ai__DefaultVertexAIGemini20Flash001"),
    ("gemini-2.0-flash-lite", "sfdc_ai__DefaultVertexAIGemini20FlashLite001"),
    ("gemini-2.5-flash", "sfdc_ai__DefaultVertexAIGemini25Flash001"),
    ("gemini-2.5-flash-lite", "sfdc_ai__DefaultVertexAIGemini25FlashLite001"),
    ("gemini-2.5-pro", "sfdc_ai__DefaultVertexAIGeminiPro25"),
  ]

  /// Names whose model turns text into text; snapshot of "Supported Models" in the Models API Developer Guide.
  package static var textModels: [ModelName] {
    [ModelName("sfdc_ai__DefaultOpenAIGPT4OmniMini")] + aliases.map(\.model)
  }

  /// Names whose model turns text into vectors.
  package static let embeddingModels: [ModelName] = [
    "sfdc_ai__DefaultOpenAITextEmbeddingAda_002", "sfdc_ai__DefaultAzureOpenAITextEmbeddingAda_002",
  ]

  /// What answers in place of a retired name that the service still takes; `nil` for all others.
  package static func successor(of model: ModelName) -> String? {
    switch model.text {
    case "sfdc_ai__DefaultAzureOpenAIGPT35Turbo", "sfdc_ai__DefaultAzureOpenAIGPT35Turbo_16k",
      "sfdc_ai__DefaultOpenAIGPT35Turbo", "sfdc_ai__DefaultOpenAIGPT35Turbo_16k":
      "GPT-4o mini"
    case "sfdc_ai__DefaultAzureOpenAIGPT4Turbo", "sfdc_ai__DefaultOpenAIGPT4",
      "sfdc_ai__DefaultOpenAIGPT4_32k",
      "sfdc_ai__DefaultOpenAIGPT4Turbo":
      "GPT-4o"
    default: nil
    }
  }
}
