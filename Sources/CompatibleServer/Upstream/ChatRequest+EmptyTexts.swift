import ModelsAPI

extension ChatRequest {
  /// Leaves out turns and parts that say nothing, for Claude models refuse them; where something must stand, it says
  /// in a word that there was nothing.
  mutating func leaveOutEmptyTexts() {
    guard case .messages(let messages) = input, messages.contains(where: \.hasEmptyText) else { return }
    // What the model is to answer.
    let question = messages.lastIndex { $0.role == .user }
    let telling = messages.indices.compactMap { messages[$0].withoutEmptyTexts(isQuestion: $0 == question) }
    if !telling.isEmpty { input = .messages(telling) }
  }
}

extension Message {
  fileprivate var hasEmptyText: Bool {
    (parts.isEmpty && toolCalls.isEmpty) || parts.contains(where: \.isBlank)
  }

  /// - Returns: `nil` where nothing is left.
  fileprivate func withoutEmptyTexts(isQuestion: Bool) -> Message? {
    var message = self
    message.parts = parts.withoutBlankTexts
    guard message.parts.isEmpty, toolCalls.isEmpty else { return message }
    switch role {
    case .tool: message.parts = [.text("(no output)")]
    case .user where isQuestion: message.parts = [.text("(no text)")]
    case .user, .assistant, .system: return nil
    }
    return message
  }
}

extension Message.Part {
  /// Whether it is a text without a word.
  fileprivate var isBlank: Bool {
    guard case .text(let text) = self else { return false }
    return text.utf8.allSatisfy { $0 <= 0x20 }
  }
}

extension [Message.Part] {
  /// Blanks between words go to the text before them, or behind, as far as there is one.
  fileprivate var withoutBlankTexts: [Message.Part] {
    var parts: [Message.Part] = []
    var blanks = ""
    for part in self {
      guard case .text(let text) = part else {
        (parts, blanks) = (parts + [part], "")
        continue
      }
      if !part.isBlank {
        parts.append(.text(blanks + text))
        blanks = ""
      } else if case .text(let before)? = parts.last {
        parts[parts.count - 1] = .text(before + text)
      } else {
        blanks += text
      }
    }
    return parts
  }
}
