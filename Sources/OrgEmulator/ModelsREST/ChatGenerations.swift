import Wire

/// `POST /models/{modelName}/chat-generations`: the next message of a conversation.
///
/// Source: Models REST API reference, schemas `ChatGenerationsRequest`, `ChatGenerationsResponse`.
enum ChatGenerations {
  static func conversation(_ body: RequestBody) throws(Refusal) -> Conversation {
    let elements = try body.elements("messages", isNullable: true) ?? []
    guard !elements.isEmpty else {
      throw .badArgument("Messages must be non-null and size > 0.", messageCode: "E30002")
    }
    var messages: [Conversation.Message] = []
    for (index, element) in elements.enumerated() {
      messages.append(try message(RequestBody(element, at: body.place(of: "messages")[index])))
    }
    try body.checkSharedFields()
    return Conversation(messages: messages)
  }

  private static func message(_ body: RequestBody) throws(Refusal) -> Conversation.Message {
    guard let role = Conversation.Role(rawValue: try body.requiredText("role")) else {
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
