import ModelsAPI
import Wire

extension ServerError {
  /// What can neither be had upstream nor be done without.
  init(unsupported limits: [Unsupported], in request: ChatRequest) {
    let names = limits.flatMap { limit in
      switch limit.feature {
      case .setting(.parameters): request.settings.parameters.members.map(\.name)
      case .messageParts: request.unreadableParts
      case .tools: request.toolKinds
      default: [limit.feature.clientName]
      }
    }
    self = .unsupported(names, wayOut: Self.wayOut(of: limits))
  }

  init(unsupported limits: [Unsupported], in request: EmbeddingRequest) {
    let names = limits.flatMap { limit in
      limit.feature == .setting(.parameters)
        ? request.parameters.members.map(\.name) : [limit.feature.clientName]
    }
    self = .unsupported(names, wayOut: Self.wayOut(of: limits))
  }

  /// What helps who wants what an upstream lacks.
  static func wayOut(of limits: [Unsupported]) -> String {
    if let capability = limits.first?.feature.capability {
      return API.first(with: capability).map { "Start the server with --api \($0.name.word)." } ?? ""
    }
    return switch limits.first?.endpoints.wayOut {
    case .configuredModel(let other):
      "Leave it out, start the server with --api \(other.word), or set it in a custom-configured model and use that model's name."
    case .anotherAPI(let other): "Leave it out, or start the server with --api \(other.word)."
    case .conversation: "Leave it out, or use the chat endpoint."
    case nil: "Leave it out."
    }
  }
}

extension ChatRequest {
  /// What stands in the messages besides text.
  fileprivate var unreadableParts: [String] {
    let kinds = messages.flatMap(\.parts).compactMap { part -> String? in
      switch part {
      case .text: nil
      case .image: "image"
      case .audio: "audio"
      case .other(let object): object["type"]?.string ?? "content part"
      }
    }
    return Set(kinds).sorted().map { "messages (\($0))" }
  }

  fileprivate var toolKinds: [String] {
    let kinds = tools.compactMap { tool -> String? in
      if case .other(let object) = tool { object["type"]?.string ?? "tool" } else { nil }
    }
    return Set(kinds).sorted().map { "tools (\($0))" }
  }
}
