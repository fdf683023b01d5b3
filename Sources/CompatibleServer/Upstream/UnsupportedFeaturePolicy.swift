import ModelsAPI

/// What happens to a wish that the upstream has no words for.
enum UnsupportedFeaturePolicy {
  /// Clients send it by habit: it is left out, and the client is told under this name.
  case leftOut(String, (inout ChatRequest) -> Void)
  /// This server does it in the upstream's place.
  case doneHere(Service)
  /// It would change what is answered, and cannot be had; the name is the client's.
  case refused(String)

  /// What this server can do by itself.
  enum Service { case tools, form, stopping, streaming }
}

extension Unsupported.Setting {
  /// The one table of what an upstream may lack.
  var policy: UnsupportedFeaturePolicy {
    switch self {
    case .temperature: .leftOut("temperature") { $0.settings.temperature = nil }
    case .topP: .leftOut("top_p") { $0.settings.topP = nil }
    case .topK: .leftOut("top_k") { $0.settings.topK = nil }
    case .maximumTokens: .leftOut("max_tokens") { $0.settings.maximumTokens = nil }
    case .frequencyPenalty: .leftOut("frequency_penalty") { $0.settings.frequencyPenalty = nil }
    case .presencePenalty: .leftOut("presence_penalty") { $0.settings.presencePenalty = nil }
    case .seed: .leftOut("seed") { $0.settings.seed = nil }
    // A model may search or not; coding agents offer it always.
    case .webSearch: .leftOut("web_search") { $0.settings.searchesWeb = false }
    case .stopSequences: .doneHere(.stopping)
    // Turns with calls and results count as parts; what is left of them then (images …) is refused.
    case .tools, .toolChoice, .messageParts: .doneHere(.tools)
    case .responseFormat: .doneHere(.form)
    case .stream: .doneHere(.streaming)
    case .numberOfGenerations, .severalStreamedGenerations: .refused("n")
    case .logProbabilities: .refused("logprobs")
    case .conversationAsCompletion: .refused("messages")
    case .parameters: .refused("parameters")
    case .maskPersonalData: .refused("enable_pii_masking")
    case .safetyScoring: .refused("safety scoring")
    case .biasScoring: .refused("bias scoring")
    case .turnID: .refused("turn_id")
    case .composition: .refused("composition_settings")
    case .slots: .refused("slots_to_data")
    case .maskingDetails: .refused("debug_settings")
    case .systemPromptStrategy: .refused("system_prompt_strategy")
    case .localization, .localeProbability: .refused("localization")
    case .tags: .refused("tags")
    case .verdictlessFeedback: .refused("feedback")
    case .plugins: .refused("plugins")
    case .batches: .refused("batch")
    }
  }
}
