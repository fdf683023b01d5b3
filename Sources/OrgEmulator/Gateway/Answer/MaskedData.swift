import Wire

/// What the Trust Layer would have hidden from the model: e-mail addresses and telephone numbers.
///
/// Source: LLM Gateway API reference, `DebugSettings`; the form of the details is not known.
struct MaskedData {
  private let conversation: PromptConversation

  init(in conversation: PromptConversation) { self.conversation = conversation }

  var json: JSONValue {
    .array(
      entities("EMAIL_ADDRESS", /[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+/.matchingOnlyWhole())
        + entities("PHONE_NUMBER", /\+?[0-9][0-9 ()-]{6,}[0-9]/.matchingOnlyWhole()))
  }

  private func entities(_ type: String, _ find: (String) -> [String]) -> [JSONValue] {
    conversation.messages.flatMap { find($0.content) }.enumerated().map { number, value in
      [
        "entity_type": .string(type), "placeholder": .string("\(type)_\(number + 1)"),
        "value": .string(value),
      ]
    }
  }
}

extension Regex {
  /// Finds the texts that match, leaving out what its groups caught.
  fileprivate func matchingOnlyWhole() -> (String) -> [String] {
    { text in text.ranges(of: self).map { String(text[$0]) } }
  }
}
