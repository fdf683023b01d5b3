import Wire

extension LLMGateway {
  /// Several generations in one stream, probabilities of locales, and, where a text is to be continued, a
  /// conversation and all that `/generations` has no words for.
  package func limits(of request: ChatRequest, streamed: Bool) -> [Unsupported] {
    let isSeveral = request.settings.numberOfGenerations ?? 1 > 1
    let form: [(Unsupported.Feature, Bool)] = [
      (.severalStreamedGenerations, streamed && isSeveral),
      (.localeProbability, request.localization?.hasProbabilities ?? false),
      (.conversationAsCompletion, request.wantsCompletion && request.input.isConversation),
    ]
    let settings = SettingDeclaration.unsupported(
      in: request.wantsCompletion ? \.completion : \.chat, request.settings)
    let others = request.wantsCompletion ? Self.completionLimits(of: request) : []
    return (form.filter(\.1).map(\.0) + settings.map { .setting($0) } + others).map {
      Unsupported($0, in: request.wantsCompletion ? .gatewayCompletions : .gateway)
    }
  }

  /// `/generations` knows only a prompt and settings.
  private static func completionLimits(of request: ChatRequest) -> [Unsupported.Feature] {
    let features: [(Unsupported.Feature, Bool)] = [
      (.tools, !request.tools.isEmpty), (.toolChoice, request.toolChoice != nil),
      (.localization, request.localization != nil), (.tags, !request.tags.members.isEmpty),
    ]
    return features.filter(\.1).map(\.0)
  }

  /// Probabilities of locales; empty where the request has none.
  package func limits(of request: EmbeddingRequest) -> [Unsupported] {
    limits(of: request.localization)
  }

  /// Probabilities of locales; empty where the request has none.
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
