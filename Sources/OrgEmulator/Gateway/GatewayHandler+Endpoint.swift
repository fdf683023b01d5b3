import HTTPTypes

extension GatewayHandler {
  /// An endpoint of the LLM Gateway.
  enum Endpoint: Equatable, Sendable {
    case generations(isStream: Bool)
    case chatGenerations(isStream: Bool)
    case embeddings
    case feedback
    case plugin(name: String, isStream: Bool)
    case batchEmbeddings
    case batchJob(id: String)
    case invoke(model: String, isStream: Bool)
    case responses

    init?(_ path: ArraySlice<String>) {
      switch Array(path) {
      case ["generations"]: self = .generations(isStream: false)
      case ["generations", "stream"]: self = .generations(isStream: true)
      case ["chat", "generations"]: self = .chatGenerations(isStream: false)
      case ["chat", "generations", "stream"]: self = .chatGenerations(isStream: true)
      case ["embeddings"]: self = .embeddings
      case ["feedback"]: self = .feedback
      case ["batch", "embeddings"]: self = .batchEmbeddings
      case ["responses"]: self = .responses
      default: self.init(named: Array(path))
      }
    }

    private init?(named path: [String]) {
      switch (path.first, Array(path.dropFirst(2))) {
      case ("plugins", ["generations"]): self = .plugin(name: path[1], isStream: false)
      case ("plugins", ["generations", "stream"]): self = .plugin(name: path[1], isStream: true)
      case ("model", ["invoke"]): self = .invoke(model: path[1], isStream: false)
      case ("model", ["invoke-with-response-stream"]): self = .invoke(model: path[1], isStream: true)
      case ("batch", []) where path.count == 2: self = .batchJob(id: path[1])
      default: return nil
      }
    }

    var method: HTTPRequest.Method { if case .batchJob = self { .get } else { .post } }

    /// Under which name its requests are counted.
    var name: String {
      switch self {
      case .generations: "generations"
      case .chatGenerations: "chat/generations"
      case .embeddings: "embeddings"
      case .feedback: "feedback"
      case .plugin: "plugins"
      case .batchEmbeddings: "batch/embeddings"
      case .batchJob: "batch"
      case .invoke: "model/invoke"
      case .responses: "responses"
      }
    }

    /// The body fields it has; `nil` where it takes any.
    var fields: KnownFields? {
      switch self {
      case .generations: .gatewayPrompt
      case .chatGenerations: .gatewayChat
      case .embeddings: .gatewayEmbeddings
      case .feedback: .gatewayFeedback
      case .batchEmbeddings: .gatewayBatch
      case .invoke: .nativeMessage
      case .responses: .nativeResponse
      case .plugin, .batchJob: nil
      }
    }
  }
}
