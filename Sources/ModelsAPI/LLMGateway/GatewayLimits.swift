import Wire

extension LLMGateway {
  package func limits(of request: ChatRequest) -> [Unsupported] {
    let severalAtOnce = request.settings.streams && request.settings.numberOfGenerations ?? 1 > 1
    var limits: [(Unsupported.Setting, Bool)] = [
      (.severalStreamedGenerations, severalAtOnce),
      (.localeProbability, request.localization?.hasProbabilities ?? false),
    ]
    if request.wantsCompletion { limits += Self.completionLimits(of: request) }
    return limits.filter(\.1).map {
      Unsupported($0.0, in: request.wantsCompletion ? .gatewayCompletions : .gateway)
    }
  }

  /// `/generations` knows only a prompt and the settings that every model has.
  private static func completionLimits(of request: ChatRequest) -> [(Unsupported.Setting, Bool)] {
    let settings = request.settings
    let isConversation = if case .messages = request.input { true } else { false }
    return [
      (.conversationAsCompletion, isConversation), (.logProbabilities, settings.logProbabilities != nil),
      (.turnID, settings.turnID != nil), (.webSearch, settings.searchesWeb),
      (.composition, settings.composition != nil), (.slots, settings.slots != nil),
      (.maskingDetails, settings.explainsMasking != nil),
      (.systemPromptStrategy, settings.systemPromptStrategy != nil), (.tools, !request.tools.isEmpty),
      (.toolChoice, request.toolChoice != nil), (.localization, request.localization != nil),
      (.tags, !request.tags.members.isEmpty),
    ]
  }

  package func limits(of request: EmbeddingRequest) -> [Unsupported] {
    limits(of: request.localization)
  }

  package func limits(of request: BatchRequest) -> [Unsupported] {
    limits(of: request.localization)
  }

  /// Without a verdict the text is all there is to say.
  package func limits(of feedback: Feedback) -> [Unsupported] {
    let isEmpty = feedback.verdict == nil && feedback.text?.isEmpty ?? true
    return isEmpty ? [Unsupported(.verdictlessFeedback, in: .gateway)] : []
  }

  private func limits(of localization: Localization?) -> [Unsupported] {
    localization?.hasProbabilities == true ? [Unsupported(.localeProbability, in: .gateway)] : []
  }
}

extension Localization {
  fileprivate var hasProbabilities: Bool { inputLocales.contains { $0.probability != nil } }
}
