import ModelsAPI

extension GenerationSettings {
  /// The settings that chat completions and completions share.
  init(openAI fields: BodyFields) throws(ServerError) {
    self.init()
    numberOfGenerations = try fields.integer("n", from: 1)
    maximumTokens = try fields.integer("max_tokens", from: 1)
    temperature = try fields.number("temperature")
    topP = try fields.number("top_p")
    stopSequences = try fields.texts("stop") ?? []
    frequencyPenalty = try fields.number("frequency_penalty")
    presencePenalty = try fields.number("presence_penalty")
    seed = try fields.integer("seed")
  }

  static let openAIFields: Set<String> = [
    "n", "max_tokens", "temperature", "top_p", "stop", "frequency_penalty", "presence_penalty", "seed",
  ]
}
