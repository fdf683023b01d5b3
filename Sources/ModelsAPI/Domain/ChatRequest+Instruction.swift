extension ChatRequest {
  /// The turns; a prompt is one message.
  package var messages: [Message] {
    switch input {
    case .prompt(let prompt): [Message(.user, prompt)]
    case .messages(let messages): messages
    }
  }

  /// Says one thing more to the model, behind the system's first message or in its place.
  package mutating func add(instruction: String) {
    var messages = messages
    if let first = messages.first, first.role == .system {
      messages[0].parts.append(.text("\n\n" + instruction))
    } else {
      messages.insert(Message(.system, instruction), at: 0)
    }
    input = .messages(messages)
  }
}
