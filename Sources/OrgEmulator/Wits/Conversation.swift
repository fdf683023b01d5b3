/// What a client asks: messages in the order in which they were said; a prompt is a conversation of one
/// message.
struct Conversation: Equatable, Sendable {
  enum Role: String, Sendable { case user, assistant, system }

  struct Message: Equatable, Sendable {
    var role: Role
    var content: String
  }

  var messages: [Message]

  /// The last thing the user said; without a user the last thing said.
  var lastText: String {
    (messages.last { $0.role == .user } ?? messages.last)?.content ?? ""
  }

  var inputTokens: Int { messages.reduce(0) { $0 + TokenCount.estimate($1.content) } }

  /// With data masking on, the gateway refuses prompts by their length in characters, but speaks of tokens:
  /// about 459,000 characters pass, 462,000 do not.
  func checkSize() throws(Refusal) {
    let bytes = messages.reduce(0) { $0 + $1.content.utf8.count }
    guard bytes >= Self.characterLimit else { return }
    let characters = messages.reduce(0) { $0 + $1.content.unicodeScalars.count }
    guard characters >= Self.characterLimit else { return }
    throw .badArgument(
      "Prompt size exceeds the token limit for when PII is enabled. Please reduce prompt size.",
      messageCode: "E30036")
  }

  private static let characterLimit = 460_000
}
