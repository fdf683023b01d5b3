/// The sentences with which the org answers when nothing else is asked of it.
enum CannedReplies {
  /// - Parameter variant: the number of the answer where several are asked for at once.
  static func answer(to conversation: PromptConversation, variant: Int = 0) -> String {
    let text = PromptConversation.withoutReminders(conversation.lastText)
    let excerpt = excerpt(of: text)
    guard !excerpt.isEmpty else { return "You said nothing, and this pretend org has nothing to add." }
    let sentences = [
      "You said “\(excerpt)”, and this pretend org is glad you did.",
      "A pretend org heard “\(excerpt)” and has no better answer than this one.",
      "“\(excerpt)” is a good start; a real org would say more about it than this pretend one.",
      "This pretend org has thought about “\(excerpt)” and agrees with you.",
    ]
    let first = Fingerprint().adding(text.utf8).value % UInt64(sentences.count)
    return sentences[(Int(first) + variant) % sentences.count] + turn(of: conversation)
  }

  /// Says which turn it is, so that one sees whether the history was sent.
  private static func turn(of conversation: PromptConversation) -> String {
    let count = conversation.messages.count { $0.role == .user }
    return count > 1 ? " (turn \(count))" : ""
  }

  /// The beginning of a text on one line.
  private static func excerpt(of text: String) -> String {
    let line = text.prefix(400).split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return line.count <= 60 ? line : "\(line.prefix(59).trimmingSpaces)…"
  }
}
