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

  @Test(
    arguments: [
      ("sfdc_ai__DefaultGPT4OmniMini", .chat, .openAINearby, 16_384, 128_000, "gpt-4o-mini", nil),
      ("sfdc_ai__DefaultGPT55", .chat, .openAINearby, nil, 1_000_000, nil, nil),
      ("sfdc_ai__DefaultBedrockAnthropicClaude46Opus", .chat, .bedrock, nil, 65_536, nil, nil),
      ("sfdc_ai__DefaultVertexAIGeminiPro25", .chat, .vertexAI, 65_536, nil, "gemini-2.5-pro", nil),
      ("sfdc_ai__DefaultAzureOpenAITextEmbeddingAda_002", .embedding, .azureOpenAI, nil, nil, nil, nil),
      ("sfdc_ai__DefaultEinsteinHyperClassifier", .other, .salesforce, nil, nil, nil, nil),
      (
        "sfdc_ai__DefaultOpenAIGPT35Turbo_16k", .chat, .openAI, nil, nil, nil,
        "sfdc_ai__DefaultOpenAIGPT4OmniMini"
      ),
    ] as [(ModelName, ModelKind, ModelProvider, Int?, Int?, String?, ModelName?)])
  func tellsWhatIsKnownOfAModel(
    _ name: ModelName, _ kind: ModelKind, _ provider: ModelProvider, _ output: Int?, _ context: Int?,
    _ alias: String?, _ successor: ModelName?
  ) throws {
    let known = try #require(Catalogue.known(name))
    #expect(known.name == name && known.kind == kind && known.provider == provider)
    #expect(known.maximumOutput == output && known.context == context)
    #expect(known.aliases == (alias.map { [$0] } ?? []) && known.successor == successor)
  }

  @Test func isOneTableWithoutContradictions() {
    let models = Catalogue.models
    #expect(Set(models.map(\.name)).count == models.count)
    for model in models {
      #expect(model.maximumOutput ?? 0 <= model.context ?? .max, "\(model.name)")
      guard let successor = model.successor else { continue }
      #expect(Catalogue.known(successor)?.successor == nil && Catalogue.known(successor) != nil)
      #expect(model.aliases.isEmpty)
    }
    #expect(Catalogue.known("sfdc_ai__DefaultGPT9") == nil)
  }

  @Test func modelsThatWereShutDownAreNotOffered() {
    let offered = Set(Catalogue.textModels + Catalogue.embeddingModels)
    #expect(offered.contains("sfdc_ai__DefaultGPT54") && offered.contains("sfdc_ai__DefaultO3"))
    #expect(!offered.contains("sfdc_ai__DefaultOpenAIGPT4"))
    #expect(!offered.contains("sfdc_ai__DefaultEinsteinHyperClassifier"))
  }

  /// The grammar of names and the table are two readings of the documents.
  @Test func theProviderStandsInTheName() {
    for model in Catalogue.models where !model.name.text.hasPrefix("sfdc_ai__DefaultO") {
      #expect(ModelProvider(of: model.name) == model.provider, "\(model.name)")
    }
    #expect(ModelProvider(of: "llmgateway__BedrockAnthropicClaude3Opus") == .bedrock)
    #expect(ModelProvider(of: "Acme_CM_12l_0Ay") == nil && ModelProvider(of: "sfdc_ai__Default") == nil)
  }
}
