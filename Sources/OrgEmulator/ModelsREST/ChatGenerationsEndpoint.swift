import Wire

/// `POST /models/{modelName}/chat-generations`: the next message of a conversation.
///
/// Source: Models REST API reference, schemas `ChatGenerationsRequest`, `ChatGenerationsResponse`.
enum ChatGenerationsEndpoint {
  static func conversation(_ body: RequestBody) throws(ErrorResponse) -> PromptConversation {
    var messages: [PromptConversation.Message] = []
    for element in try body.messages() { messages.append(try message(element)) }
    try body.checkSharedFields()
    return PromptConversation(messages: messages)
  }

  private static func message(_ body: RequestBody) throws(ErrorResponse) -> PromptConversation.Message {
    // This API has no tools.
    guard let role = PromptConversation.Role(rawValue: try body.requiredText("role")), role != .tool else {
      throw .badArgument("Expected one of user, assistant, system.", field: body.path(of: "role"))
    }
    return .init(role: role, content: try body.requiredText("content"))
  }

  static func answer(_ generated: GeneratedAnswer, _ model: CatalogueModel) -> JSONValue {
    [
      "id": .string(generated.ids.response),
      "generationDetails": [
        "generations": [
          [
            "id": .string(generated.ids.generation),
            "role": "assistant",
            "content": .string(generated.text),
            "timestamp": JSONValue(generated.ids.created),
            "parameters": .object(generated.choiceParameters(model)),
            "contentQuality": generated.contentQuality,
          ]
        ],
        "parameters": generated.parameters(model),
      ],
    ]
  }
}

extension RequestBody {
  /// The messages of a chat, of which there must be some.
  func messages() throws(ErrorResponse) -> [RequestBody] {
    guard let messages = try parts("messages", isNullable: true), !messages.isEmpty else {
      throw .badArgument("Messages must be non-null and size > 0.", messageCode: "E30002")
    }
    return messages
  }
}
