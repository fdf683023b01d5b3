package import Wire

/// How a model should answer. What is `nil` or empty is left to the model.
package struct GenerationSettings: Hashable, Sendable {
  /// Which side of an exchange is examined.
  package enum Scoring: String, Hashable, Sendable, CaseIterable { case input, output, both }

  package var numberOfGenerations: Int?
  /// Tokens.
  package var maximumTokens: Int?
  package var temperature: Double?
  package var topP: Double?
  package var topK: Int?
  package var stopSequences: [String] = []
  package var frequencyPenalty: Double?
  package var presencePenalty: Double?
  package var seed: Int?
  /// Passed through to the model's provider.
  package var parameters: JSONObject = [:]
  package var masksPersonalData: Bool?
  package var safetyScoring: Scoring?
  package var biasScoring: Scoring?
  /// How many alternatives of each token come with their log probability.
  package var logProbabilities: Int?
  package var turnID: String?
  package var searchesWeb = false
  package var responseFormat: ResponseFormat?
  package var composition: CompositionSettings?
  package var slots: SlotFillingData?
  /// Whether the answer should tell what was masked.
  package var explainsMasking: Bool?
  /// How the system's message reaches the model: `use_model_parameter` …
  package var systemPromptStrategy: String?
  /// Whether the answer should come piece by piece.
  package var streams = false

  package init() {}
}
