import ModelsAPI

extension Unsupported.Feature {
  /// What is done where an upstream lacks it: for settings their rows say it.
  var policy: UnsupportedFeaturePolicy {
    switch self {
    case .setting(let setting): setting.declaration.policy
    // Turns with calls and results count as parts; what is left of them then (images …) is refused.
    case .tools, .toolChoice, .messageParts: .doneHere(.tools)
    case .stream, .severalStreamedGenerations: .doneHere(.streaming)
    case .conversationAsCompletion: .refused(as: "messages")
    case .localization, .localeProbability: .refused(as: "localization")
    case .tags: .refused(as: "tags")
    case .verdictlessFeedback: .refused(as: "feedback")
    case .embeddings: .refused(as: "embeddings")
    case .feedback: .refused(as: "feedback")
    case .plugins: .refused(as: "plugins")
    case .batches: .refused(as: "batch")
    case .nativeSurfaces: .refused(as: "lane")
    }
  }

  /// As clients call it.
  var clientName: String {
    switch (policy, self) {
    case (.refused(let name), _): name
    case (.leftOut, .setting(let setting)), (.doneHere, .setting(let setting)): setting.declaration.name
    case (.leftOut, _), (.doneHere, _): "\(self)"
    }
  }
}
