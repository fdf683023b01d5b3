import Wire

/// `POST /models/{modelName}/generations`: a text for a prompt.
///
/// Source: Models REST API reference, schemas `GenerationRequest`, `GenerationResponse`.
enum GenerationsEndpoint {
  static func conversation(_ body: RequestBody) throws(ErrorResponse) -> PromptConversation {
    let prompt = try body.requiredText("prompt")
    try body.checkSharedFields()
    return PromptConversation(messages: [.init(role: .user, content: prompt)])
  }

  static func answer(_ generated: GeneratedAnswer, _ model: CatalogueModel) -> JSONValue {
    var parameters = generated.choiceParameters(model)
    parameters["annotations"] = []
    return [
      "id": .string(generated.ids.response),
      "generation": [
        "id": .string(generated.ids.generation),
        "generatedText": .string(generated.text),
        "contentQuality": generated.contentQuality,
        "parameters": .object(parameters),
      ],
      "moreGenerations": nil,
      "prompt": nil,
      "parameters": generated.parameters(model),
    ]
  }
}
