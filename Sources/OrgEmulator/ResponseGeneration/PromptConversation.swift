/// What a client asks: messages in the order in which they were said; a prompt is a conversation of one
/// message.
struct PromptConversation: Equatable, Sendable {
  enum Role: String, Sendable { case user, assistant, system, tool }

  struct Message: Equatable, Sendable {
    var role: Role
    var content: String
    /// The tools that the assistant called with this message.
    var calls: [EmulatedToolCall] = []
    /// The call that a tool's message answers.
    var answeredCall: String?
    /// What images and files came with the words.
    var attachments: [String] = []
  }

  var messages: [Message]

  /// The last thing the user said; without a user the last thing said.
  var lastText: String {
    (messages.last { $0.role == .user } ?? messages.last)?.content ?? ""
  }

  /// What the user last said in words of their own: without directives, and without what agents put in between.
  var plainWords: String {
    Directives.plainText(of: Self.withoutReminders(lastText))
  }

  /// Coding agents put what they have to say themselves between `<system-reminder>` and its end.
  static func withoutReminders(_ text: String) -> String {
    guard text.contains("<system-reminder>") else { return text }
    let parts = text.split(separator: "<system-reminder>", omittingEmptySubsequences: false)
    let kept = parts.dropFirst().map { part in
      part.firstRange(of: "</system-reminder>").map { part[$0.upperBound...] } ?? ""
    }
    return (parts.prefix(1) + kept).joined().trimmingSpaces
  }

  var inputTokens: Int { messages.reduce(0) { $0 + $1.tokens } }

  /// With data masking on, the gateway refuses prompts by their length in characters, but speaks of tokens:
  /// about 459,000 characters pass, 462,000 do not.
  func checkSize() throws(ErrorResponse) {
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

extension PromptConversation {
  /// What has been said since the user last spoke.
  private var afterUser: ArraySlice<Message> {
    messages[(messages.lastIndex { $0.role == .user }.map { $0 + 1 } ?? 0)...]
  }

  /// What tools have answered to the user's last words.
  var toolAnswers: [String] { afterUser.filter { $0.role == .tool }.map(\.content) }

  /// What images and files came with the user's last words and since.
  var attachments: [String] {
    messages[(messages.lastIndex { $0.role == .user } ?? messages.startIndex)...].flatMap(\.attachments)
  }

  /// How many tools have been called for the user's last words.
  var callCount: Int { afterUser.reduce(0) { $0 + $1.calls.count } }
}

extension PromptConversation.Message {
  fileprivate var tokens: Int {
    calls.reduce(TokenCounter.estimate(content)) { $0 + TokenCounter.estimate($1.arguments) }
  }
}
