extension GatewayRequest {
  /// Reads the body of `POST /generations`.
  ///
  /// Source: LLM Gateway API reference, "Generate response".
  init(prompt body: RequestBody, _ model: CatalogueModel) throws(ErrorResponse) {
    let prompt = try body.requiredText("prompt")
    // "enable_pii_masking (boolean, default: false)": here it is off, in chats it is on.
    let masksData = try body.flag("enable_pii_masking") ?? false
    let conversation = PromptConversation(messages: [.init(role: .user, content: prompt)])
    self.init(model: model, conversation: conversation, masksData: masksData)
    settings = try RequestedSettings(body)
    scoring = try Scoring(body)
    format = try body.part("parameters")?.responseFormat() ?? format
  }
}
