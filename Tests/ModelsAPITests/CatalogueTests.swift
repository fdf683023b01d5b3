import ModelsAPI
import Testing

/// Names of models: a hint, never a wall.
struct CatalogueTests {
  @Test(
    arguments: [
      ("gpt-4o-mini", "sfdc_ai__DefaultGPT4OmniMini"), ("GPT-4o", "sfdc_ai__DefaultGPT4Omni"),
      ("claude-sonnet-4.5", "sfdc_ai__DefaultBedrockAnthropicClaude45Sonnet"),
      ("sfdc_ai__DefaultGPT9", "sfdc_ai__DefaultGPT9"), ("My_Model_CM_12l_x", "My_Model_CM_12l_x"),
    ] as [(String, ModelName)])
  func findsTheNameBehindAnAlias(_ name: String, _ model: ModelName) {
    #expect(Catalogue.model(named: name) == model)
  }

  @Test func noAliasStandsForTwoModels() {
    #expect(Set(Catalogue.aliases.map(\.alias)).count == Catalogue.aliases.count)
    #expect(Catalogue.aliases.allSatisfy { $0.alias == $0.alias.lowercased() })
  }
}
