import ModelsAPI
import Testing

/// Another model than the one that was asked: never said where it cannot be told.
struct RerouteTests {
  private static func api(_ name: String) -> ModelName { ModelName("sfdc_ai__Default\(name)") }

  @Test(arguments: [
    // Dates, revisions, vendors and the order of parts make no other model.
    ("GPT4OmniMini", "gpt-4o-mini"), ("GPT4OmniMini", "gpt-4o-mini-2024-07-18"),
    ("OpenAIGPT4OmniMini", "GPT-4o-mini-2024-07-18"), ("GPT4Omni", "gpt-4o-2024-11-20"),
    ("GPT41", "gpt-4.1-2025-04-14"), ("GPT41", "openai/gpt-4.1"), ("GPT5", "gpt-5-chat-latest"),
    ("O3", "o3-2025-04-16"), ("O4Mini", "o4-mini-2025-04-16"),
    ("BedrockAnthropicClaude3Haiku", "anthropic.claude-3-haiku-20240307-v1:0"),
    ("BedrockAnthropicClaude37Sonnet", "us.anthropic.claude-3-7-sonnet-20250219-v1:0"),
    ("BedrockAnthropicClaude45Haiku", "claude-haiku-4-5@20251001"),
    ("BedrockAnthropicClaude45Sonnet", "claude-4-5-sonnet-20250929"),
    ("BedrockAmazonNovaLite", "amazon.nova-lite-v1:0"),
    ("BedrockNvidiaNemotronNano330b", "nvidia.nemotron-nano-3-30b"),
    ("VertexAIGemini20Flash001", "gemini-2.0-flash-001"),
    ("VertexAIGemini25FlashLite001", "gemini-2.5-flash-lite-preview-06-17"),
    ("VertexAIGeminiPro30", "gemini-3.0-pro"), ("VertexAIGeminiPro30", "gemini-3-pro-preview"),
    ("OpenAITextEmbeddingAda_002", "text-embedding-ada-002-v2"), ("OpenAIGPT35Turbo", "gpt-35-turbo-0613"),
    // Names that cannot be compared, and none.
    ("GPT4Omni", "acme-eastus-deployment"), ("GPT4Omni", "gpt-4o-acme"), ("GPT4Omni", "llama-3-70b"),
    ("GPT4Omni", ""), ("GPT4Omni", "2024-11-20"), ("GPT4Omni", nil),
    // Models that the catalogue does not have, or of which it does not know the name.
    ("GPT9", "gpt-4o"), ("EinsteinHyperClassifier", "gpt-4o"),
  ])
  func theModelItselfHasAnswered(_ asked: String, _ answering: String?) {
    #expect(Reroute(from: Self.api(asked), to: answering) == nil)
  }

  @Test(arguments: [
    ("GPT4Omni", "gpt-4o-mini-2024-07-18"), ("GPT4OmniMini", "gpt-4o-2024-11-20"), ("GPT5", "gpt-4.1"),
    ("GPT5", "gpt-5-mini-2025-08-07"), ("GPT51", "gpt-5.2"), ("O3", "o4-mini"),
    ("BedrockAnthropicClaude4Sonnet", "anthropic.claude-sonnet-4-5-20250929-v1:0"),
    ("BedrockAnthropicClaude3Haiku", "claude-haiku-4-5-20251001"),
    ("VertexAIGemini20Flash001", "gemini-2.5-flash"), ("VertexAIGemini25Flash001", "gemini-2.5-flash-lite"),
    ("BedrockAmazonNovaLite", "nova-pro"), ("OpenAITextEmbeddingAda_002", "text-embedding-3-small"),
  ])
  func anotherModelHasAnswered(_ asked: String, _ answering: String) throws {
    let reroute = try #require(Reroute(from: Self.api(asked), to: answering))
    #expect(reroute.asked == Self.api(asked) && reroute.answering == answering && !reroute.isRetired)
  }

  /// That these are rerouted is documented, whatever the answer tells.
  @Test(arguments: [
    ("OpenAIGPT4", "gpt-4o-2024-11-20", "gpt-4o-2024-11-20"), ("OpenAIGPT35Turbo", nil, "gpt-4o-mini"),
    ("AzureOpenAIGPT4Turbo", nil, "gpt-4o"), ("OpenAIGPT4_32k", "acme-deployment", "acme-deployment"),
  ])
  func aRetiredModelIsAnsweredByAnother(_ asked: String, _ answering: String?, _ told: String) throws {
    let reroute = try #require(Reroute(from: Self.api(asked), to: answering))
    #expect(reroute.answering == told && reroute.isRetired)
  }

  @Test(arguments: ["Acme_CM_12l_0Ay", "llmgateway__OpenAIGPT5", "gpt-4o"] as [ModelName])
  func othersAreNotCompared(_ asked: ModelName) {
    #expect(Reroute(from: asked, to: "gpt-4o-mini") == nil)
  }

  /// What every model of the table is expected to be called is understood, and is another than all others' names.
  @Test func everyNameOfTheTableIsUnderstood() {
    for model in Catalogue.models where model.successor == nil && model.providerName != nil {
      let name = model.name.text.contains("Nova") ? "gpt-4o" : "nova-lite"
      #expect(Reroute(from: model.name, to: name) != nil, "\(model.name)")
      #expect(Reroute(from: model.name, to: model.providerName) == nil, "\(model.name)")
    }
  }
}
