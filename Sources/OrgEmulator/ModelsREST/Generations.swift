import Wire

/// `POST /models/{modelName}/generations`: a text for a prompt.
///
/// Source: Models REST API reference, schemas `GenerationRequest`, `GenerationResponse`.
enum Generations {
  static func conversation(_ body: RequestBody) throws(Refusal) -> Conversation {
    let prompt = try body.requiredText("prompt")
    try body.checkSharedFields()
    return Conversation(messages: [.init(role: .user, content: prompt)])
  }

  static func answer(_ thought: Thought, _ model: CatalogueModel) -> JSONValue {
    var parameters = thought.choiceParameters(model)
    parameters["annotations"] = []
    return [
      "id": .string(thought.ids.response),
      "generation": [
        "id": .string(thought.ids.generation),
        "generatedText": .string(thought.text),
        "contentQuality": thought.contentQuality,
        "parameters": .object(parameters),
      ],
      "moreGenerations": nil,
      "prompt": nil,
      "parameters": thought.parameters(model),
    ]
  }
}
