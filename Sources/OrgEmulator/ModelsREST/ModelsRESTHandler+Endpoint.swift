extension ModelsRESTHandler {
  /// An endpoint of the Models REST API, and the body fields it has.
  enum Endpoint: Equatable, Sendable {
    case generations(model: String)
    case chatGenerations(model: String)
    case embeddings(model: String)
    case feedback

    init?(_ path: ArraySlice<String>) {
      let path = Array(path)
      switch (path.count, path.first, path.last) {
      case (1, "feedback", _): self = .feedback
      case (3, "models", "generations"): self = .generations(model: path[1])
      case (3, "models", "chat-generations"): self = .chatGenerations(model: path[1])
      case (3, "models", "embeddings"): self = .embeddings(model: path[1])
      default: return nil
      }
    }

    /// Rate limits count per endpoint (Rate Limits for Models API).
    var name: String {
      switch self {
      case .generations: "generations"
      case .chatGenerations: "chat-generations"
      case .embeddings: "embeddings"
      case .feedback: "feedback"
      }
    }

    var fields: Set<String> {
      switch self {
      case .generations: ["prompt", "localization", "tags"]
      case .chatGenerations: ["messages", "localization", "tags"]
      case .embeddings: ["input", "localization", "tags"]
      case .feedback: FeedbackEndpoint.fields
      }
    }
  }
}
