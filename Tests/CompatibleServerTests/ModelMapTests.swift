import ModelsAPI
import Testing

@testable import CompatibleServer

struct ModelMapTests {
  private static let haiku3: ModelName = "sfdc_ai__DefaultBedrockAnthropicClaude3Haiku"
  private static let haiku: ModelName = "sfdc_ai__DefaultBedrockAnthropicClaude45Haiku"
  private static let sonnet: ModelName = "sfdc_ai__DefaultBedrockAnthropicClaude45Sonnet"
  private static let opus: ModelName = "sfdc_ai__DefaultBedrockAnthropicClaude45Opus"
  private static let omni: ModelName = "sfdc_ai__DefaultGPT4Omni"
  private static let mini: ModelName = "sfdc_ai__DefaultGPT4OmniMini"
  private static let ada: ModelName = "sfdc_ai__DefaultOpenAITextEmbeddingAda_002"

  @Test(
    arguments: [
      // API names and what nobody knows stay as they are.
      ("sfdc_ai__DefaultGPT4Omni", omni), ("llmgateway__OpenAIGPT5", "llmgateway__OpenAIGPT5"),
      ("My_Model", "My_Model"), ("llama-3", "llama-3"), ("opus", "opus"), ("o3custom", "o3custom"),
      ("embed-english", "embed-english"), ("", ""),
      // Aliases of the catalogue, in any spelling.
      ("gpt-4o-mini", mini), ("GPT-4o-Mini", mini), ("gpt-4o-mini-2024-07-18", mini), ("openai/gpt-4o", omni),
      ("gpt-4.1", "sfdc_ai__DefaultGPT41"), ("gpt-4-1-mini", "sfdc_ai__DefaultGPT41Mini"),
      ("claude-sonnet-4-5", sonnet), ("claude-sonnet-4.5", sonnet), ("claude-sonnet-4-5-20250929", sonnet),
      ("claude-sonnet-4-5[1m]", sonnet), ("claude-3-haiku-20240307", haiku3),
      ("claude-3-7-sonnet-latest", "sfdc_ai__DefaultBedrockAnthropicClaude37Sonnet"),
      ("claude-sonnet-4@20250514", "sfdc_ai__DefaultBedrockAnthropicClaude4Sonnet"),
      ("o3", "sfdc_ai__DefaultO3"), ("o3-2025-04-16", "sfdc_ai__DefaultO3"),
      ("gemini-2.5-pro", "sfdc_ai__DefaultVertexAIGeminiPro25"),
      // Families.
      ("claude-3-5-sonnet-latest", sonnet), ("claude-opus-5-5", opus), ("claude-3-opus-20240229", opus),
      ("claude-3-5-haiku-20241022", haiku), ("claude-instant-1.2", sonnet), ("gpt-4", omni),
      ("gpt-4-0613", omni), ("gpt-4-turbo-preview", omni), ("gpt-3.5-turbo", mini),
      ("gpt-3.5-turbo-1106", mini),
      ("gpt-35-turbo", mini), ("gpt-4o-audio-preview", omni), ("gpt-4.1-nano", "sfdc_ai__DefaultGPT41Mini"),
      ("gpt-5.2-codex", "sfdc_ai__DefaultGPT5"), ("gpt-5-nano", "sfdc_ai__DefaultGPT5Mini"),
      ("o3-mini", "sfdc_ai__DefaultO4Mini"), ("o1-preview", "sfdc_ai__DefaultO3"),
      ("gemini-flash-latest", "sfdc_ai__DefaultVertexAIGemini25Flash001"),
      // The user's choice.
      ("gpt-6", "sfdc_ai__DefaultOpenAIGPT4OmniMini"), ("default", "sfdc_ai__DefaultOpenAIGPT4OmniMini"),
      ("text-embedding-3-small", ada), ("text-embedding-ada-002", ada), ("text-embedding-3-large", ada),
    ] as [(String, ModelName)])
  func aNameLeadsToAModel(_ name: String, model: ModelName) {
    #expect(ModelMap.sample.model(named: name) == model)
  }

  @Test func theUsersOwnNamesComeFirst() {
    var map = ModelMap.sample
    map.aliases = ["fast": "a__1", "gpt-4o": "a__2", "Sonnet": "a__3", "sfdc_ai__X": "a__4"]
    let names = ["fast", "gpt-4o", "openai/gpt-4o-2024-08-06", "Sonnet", "sfdc_ai__X", "gpt-4"]
    #expect(
      names.map { map.model(named: $0) } == [
        "a__1", "a__2", "a__2", "a__3", "a__4", "sfdc_ai__DefaultGPT4Omni",
      ])
  }

  @Test(arguments: [
    "my.model-2.5", "My.Model-2.5", "openai/my.model-2.5", "my-model-2-5", "my.model-2.5-latest",
  ])
  func anAliasWithDotsHasItsOtherSpellings(_ name: String) {
    var map = ModelMap.sample
    map.aliases = ["my.model-2.5": "a__1", "gpt-4.1": "a__2"]
    #expect(map.model(named: name) == "a__1")
    #expect(map.model(named: "GPT-4.1") == "a__2")
    #expect(map.names.contains("my.model-2.5"))
  }

  @Test func everyNameThatIsShownLeadsToAnAPIName() {
    let entries = ModelMap.sample.entries
    #expect(entries.filter { ModelMap.sample.model(named: $0.name) != $0.model } == [])
    #expect(entries.filter { !$0.model.text.contains("__") } == [])
    #expect(Set(entries.map(\.name)).count == entries.count)
  }

  @Test func theListShowsTheNamesThatClientsInsistOn() {
    let names = Set(ModelMap.sample.names)
    let expected: Set = [
      "gpt-4", "gpt-3.5-turbo", "claude-3-haiku", "claude-3-sonnet", "claude-3-haiku-20240307",
      "claude-3-5-sonnet-latest", "gpt-4o-mini", "claude-sonnet-4-5", "claude-sonnet-4.5",
      "text-embedding-3-small", "sfdc_ai__DefaultGPT4Omni", "sfdc_ai__DefaultOpenAITextEmbeddingAda_002",
    ]
    #expect(expected.subtracting(names) == [])
  }

  /// A family whose alias is gone would lead nowhere.
  @Test func everyFamilyLeadsToTheCatalogue() {
    let aliases = Set(Catalogue.aliases.map(\.alias))
    #expect(ModelFamily.all.map(\.alias).filter { !aliases.contains($0) } == [])
  }
}
