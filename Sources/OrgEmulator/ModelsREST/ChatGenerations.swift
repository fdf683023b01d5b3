import Wire

/// `POST /models/{modelName}/chat-generations`: the next message of a conversation.
///
/// Source: Models REST API reference, schemas `ChatGenerationsRequest`, `ChatGenerationsResponse`.
enum ChatGenerations {
  static func conversation(_ body: RequestBody) throws(Refusal) -> Conversation {
    var messages: [Conversation.Message] = []
    for element in try body.messages() { messages.append(try message(element)) }
    try body.checkSharedFields()
    return Conversation(messages: messages)
  }

  private static func message(_ body: RequestBody) throws(Refusal) -> Conversation.Message {
    // This API has no tools.
    guard let role = Conversation.Role(rawValue: try body.requiredText("role")), role != .tool else {
      throw .badArgument("Expected one of user, assistant, system.", field: body.place(of: "role"))
    }
    return .init(role: role, content: try body.requiredText("content"))
  }

  static func answer(_ thought: Thought, _ model: CatalogueModel) -> JSONValue {
    [
      "id": .string(thought.ids.response),
      "generationDetails": [
        "generations": [
          [
            "id": .string(thought.ids.generation),
            "role": "assistant",
            "content": .string(thought.text),
            "timestamp": JSONValue(thought.ids.created),
            "parameters": .object(thought.choiceParameters(model)),
            "contentQuality": thought.contentQuality,
          ]
        ],
        "parameters": thought.parameters(model),
      ],
    ]
  }
}

extension RequestBody {
  /// The messages of a chat, of which there must be some.
  func messages() throws(Refusal) -> [RequestBody] {
    guard let messages = try parts("messages", isNullable: true), !messages.isEmpty else {
      throw .badArgument("Messages must be non-null and size > 0.", messageCode: "E30002")
    }
    return messages
  }
}
