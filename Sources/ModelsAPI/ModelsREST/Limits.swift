import Wire

extension ModelsREST {
  /// The Models REST API has no settings at all: they belong to a configured model.
  package func limits(of request: ChatRequest) -> [Unsupported] {
    let isConversation = if case .messages = request.input { true } else { false }
    let others: [(Unsupported.Setting, Bool)] = [
      (.tools, !request.tools.isEmpty), (.toolChoice, request.toolChoice != nil),
      (.messageParts, !request.input.isPlain),
      (.conversationAsCompletion, request.wantsCompletion && isConversation),
    ]
    return (request.settings.inUse + others.filter(\.1).map(\.0)).map { Unsupported($0) }
  }

  package func limits(of request: EmbeddingRequest) -> [Unsupported] {
    var limits: [Unsupported] = []
    if !request.parameters.members.isEmpty { limits.append(Unsupported(.parameters)) }
    if request.masksPersonalData != nil { limits.append(Unsupported(.maskPersonalData)) }
    return limits
  }

  package func limits(of feedback: Feedback) -> [Unsupported] {
    feedback.turnID == nil ? [] : [Unsupported(.turnID)]
  }
}

extension GenerationSettings {
  /// The settings that ask for anything.
  package var inUse: [Unsupported.Setting] {
    let uses: [(Unsupported.Setting, Bool)] = [
      (.numberOfGenerations, numberOfGenerations ?? 1 != 1), (.maximumTokens, maximumTokens != nil),
      (.temperature, temperature != nil), (.topP, topP != nil), (.topK, topK != nil),
      (.stopSequences, !stopSequences.isEmpty), (.frequencyPenalty, frequencyPenalty != nil),
      (.presencePenalty, presencePenalty != nil), (.seed, seed != nil),
      (.parameters, !parameters.members.isEmpty), (.maskPersonalData, masksPersonalData != nil),
      (.safetyScoring, safetyScoring != nil), (.biasScoring, biasScoring != nil),
      (.logProbabilities, logProbabilities != nil), (.turnID, turnID != nil), (.webSearch, searchesWeb),
      (.stream, streams), (.responseFormat, responseFormat != nil), (.composition, composition != nil),
      (.slots, slots != nil), (.maskingDetails, explainsMasking != nil),
      (.systemPromptStrategy, systemPromptStrategy != nil),
    ]
    return uses.compactMap { setting, isUsed in isUsed ? setting : nil }
  }
}
