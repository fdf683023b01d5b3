import ModelsAPI
import Testing

@testable import CompatibleServer

/// Names that nobody here has seen lead to the best model that the org has.
struct OrgModelChoiceTests {
  private static func models(_ names: [String]) -> [ConfiguredModel] {
    names.map { ConfiguredModel(name: ModelName("sfdc_ai__Default\($0)"), kind: .chat, status: .enabled) }
  }

  private static let whole =
    models([
      "GPT4Omni", "GPT4OmniMini", "GPT5", "GPT55", "GPT54Mini", "O3", "O4Mini",
      "BedrockAnthropicClaude3Haiku",
      "BedrockAnthropicClaude45Haiku", "BedrockAnthropicClaude45Sonnet", "BedrockAnthropicClaude46Sonnet",
      "BedrockAnthropicClaude45Opus", "BedrockAnthropicClaude48Opus", "VertexAIGemini25Flash001",
      "VertexAIGeminiPro31",
    ]) + [
      ConfiguredModel(name: "sfdc_ai__DefaultGPT6", kind: .chat, status: .disabled),
      ConfiguredModel(name: "sfdc_ai__DefaultBedrockAnthropicClaude9Opus", kind: .chat, status: .deprecated),
      ConfiguredModel(name: "sfdc_ai__DefaultOpenAITextEmbeddingAda_002", kind: .embedding, status: .enabled),
    ]

  @Test(
    arguments: [
      ("claude-opus-7-2", "BedrockAnthropicClaude48Opus"),
      ("claude-opus-5-5", "BedrockAnthropicClaude48Opus"),
      ("claude-opus-latest", "BedrockAnthropicClaude48Opus"),
      ("claude-9-opus", "BedrockAnthropicClaude48Opus"),
      ("anthropic/claude-opus-5.1-20270101", "BedrockAnthropicClaude48Opus"),
      ("claude-sonnet-6", "BedrockAnthropicClaude46Sonnet"),
      ("claude-sonnet-4-6", "BedrockAnthropicClaude46Sonnet"),
      ("claude-sonnet-5[1m]", "BedrockAnthropicClaude46Sonnet"),
      ("claude-haiku-5-20270202", "BedrockAnthropicClaude45Haiku"),
      ("claude-fable-6", "BedrockAnthropicClaude46Sonnet"),
      // What is older than the catalogue's answer stays with it.
      ("claude-3-opus-20240229", "BedrockAnthropicClaude45Opus"),
      ("claude-3-5-haiku-20241022", "BedrockAnthropicClaude45Haiku"),
      ("gpt-4-turbo-preview", "GPT4Omni"), ("gpt-3.5-turbo-1106", "GPT4OmniMini"),
      // Names of the catalogue are themselves.
      ("claude-sonnet-4-5", "BedrockAnthropicClaude45Sonnet"), ("gpt-5", "GPT5"), ("gpt-4o", "GPT4Omni"),
      ("gpt-6.1-sol", "GPT55"), ("gpt-7", "GPT55"), ("gpt-7-mini", "GPT54Mini"), ("gpt-5.5-codex", "GPT55"),
      ("gpt-9-nano", "GPT54Mini"), ("gpt-6-codex-max", "GPT55"), ("codex-mini-latest", "GPT54Mini"),
      ("codex-2", "GPT55"), ("o5", "O3"), ("o5-mini", "O4Mini"), ("o9-pro-2027-01-01", "O3"),
      ("gemini-4-pro", "VertexAIGeminiPro31"), ("gemini-4-flash", "VertexAIGemini25Flash001"),
    ])
  func aNameNeverSeenLeadsToTheBest(_ name: String, _ model: String) {
    var map = ModelMap.sample
    map.orgChoice = OrgModelChoice(among: Self.whole)
    #expect(map.model(named: name).text == "sfdc_ai__Default\(model)")
  }

  @Test(
    arguments: [
      (["GPT4Omni"], "claude-opus-9", "GPT4Omni"),
      (["BedrockAnthropicClaude3Haiku"], "claude-sonnet-4-5", "BedrockAnthropicClaude3Haiku"),
      (["BedrockAnthropicClaude46Sonnet", "GPT5Mini"], "claude-opus-4-5", "BedrockAnthropicClaude46Sonnet"),
      (["BedrockAnthropicClaude46Sonnet", "GPT5Mini"], "gpt-8", "GPT5Mini"),
      (["BedrockAnthropicClaude46Sonnet"], "gpt-8-codex", "BedrockAnthropicClaude46Sonnet"),
      (["GPT5", "GPT5Mini"], "o7", "GPT5"), (["GPT5", "GPT5Mini"], "o7-mini", "GPT5Mini"),
      (["GPT56Luna", "GPT56Sol", "GPT56Terra"], "gpt-7", "GPT56Terra"),
    ] as [([String], String, String)])
  func whereTheFamilyIsMissingTheNearestAnswers(_ models: [String], _ name: String, _ model: String) {
    var map = ModelMap.sample
    map.orgChoice = OrgModelChoice(among: Self.models(models))
    #expect(map.model(named: name).text == "sfdc_ai__Default\(model)")
  }

  @Test(arguments: [
    "sfdc_ai__DefaultO3", "My_Model", "opus", "llama-3", "mine", "default", "o3custom", "innovator-1",
    "my-gptish", "novaform",
  ])
  func whatIsNoNameOfAFamilyStays(_ name: String) {
    var map = ModelMap.sample
    map.aliases = ["mine": "sfdc_ai__Gone"]
    let before = map.model(named: name)
    map.orgChoice = OrgModelChoice(among: Self.models(["GPT5"]))
    #expect(map.model(named: name) == before)
  }

  @Test func aModelOfTheUsersAnswersForNamesOfOpenAI() {
    var map = ModelMap.sample
    map.orgChoice = OrgModelChoice(among: Self.whole)
    map.isTextModelChosen = true
    #expect(map.model(named: "gpt-7") == map.textModel)
    #expect(map.model(named: "claude-opus-9") == "sfdc_ai__DefaultBedrockAnthropicClaude48Opus")
  }

  @Test func aModelOfACompanysOwnIsKnownByWhatStandsBehindIt() {
    var map = ModelMap.sample
    map.orgChoice = OrgModelChoice(among: [
      ConfiguredModel(
        name: "Acme_CM_12l", kind: .chat, status: .enabled,
        artifact: "llmgateway__BedrockAnthropicClaude46Sonnet")
    ])
    #expect(map.model(named: "claude-sonnet-8") == "Acme_CM_12l")
  }
}
