package import Wire

/// One turn of a conversation.
package struct Message: Hashable, Sendable {
  /// Who speaks; the raw value is the word that the APIs have for it.
  package enum Role: String, Sendable { case system, user, assistant, tool }

  /// A piece of what is said.
  package enum Part: Hashable, Sendable {
    case text(String)
    case image(url: String)
    case audio(url: String)
    /// A kind that only the model's provider knows, in its words.
    case other(JSONObject)
  }

  /// Who says it.
  package var role: Role
  /// What is said, piece by piece; empty where there are only calls.
  package var parts: [Part]
  /// Of the participant, or of the function that answers.
  package var name: String?
  /// What the assistant wants to know from the client before it goes on.
  package var toolCalls: [ToolCall]
  /// Which call a message of role `tool` answers.
  package var toolCallID: String?

  /// A message of several parts, or one that makes or answers calls.
  package init(
    _ role: Role, parts: [Part], name: String? = nil, toolCalls: [ToolCall] = [], toolCallID: String? = nil
  ) {
    self.role = role
    self.parts = parts
    self.name = name
    self.toolCalls = toolCalls
    self.toolCallID = toolCallID
  }

  /// A message of one text.
  package init(_ role: Role, _ content: String) {
    self.init(role, parts: [.text(content)])
  }

  /// The text alone.
  package var content: String {
    parts.map { if case .text(let text) = $0 { text } else { "" } }.joined()
  }

  /// Whether a role and a text say it all.
  package var isPlain: Bool {
    guard role != .tool, name == nil, toolCalls.isEmpty, toolCallID == nil else { return false }
    return parts.allSatisfy { if case .text = $0 { true } else { false } }
  }
}
