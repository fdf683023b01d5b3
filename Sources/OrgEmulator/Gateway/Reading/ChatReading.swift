import Wire

extension GatewayRequest {
  /// Reads the body of `POST /chat/generations`.
  ///
  /// Source: LLM Gateway API reference, "Generate chat response (stateless)".
  init(chat body: RequestBody, _ model: CatalogueModel) throws(ErrorResponse) {
    var messages: [PromptConversation.Message] = []
    for message in try body.messages() { messages.append(try .init(gateway: message)) }
    try ToolHistory.check(messages)
    let composition = try body.part("composition_settings")
    if let text = try composition?.text("system_message") {
      messages.insert(.init(role: .system, content: text), at: 0)
    }
    // "Defaults to true for external providers and false for internal."
    let masksData = try body.flag("enable_pii_masking") ?? (model.family != .xGen)
    self.init(model: model, conversation: PromptConversation(messages: messages), masksData: masksData)
    try readSettings(body, composition)
    try body.checkGatewayFields()
  }

  private mutating func readSettings(_ body: RequestBody, _ composition: RequestBody?) throws(ErrorResponse) {
    if let settings = try body.part("generation_settings") {
      self.settings = try RequestedSettings(settings)
      try RequestedSettings.checkSampling(settings)
      format = try settings.part("parameters")?.responseFormat() ?? format
    }
    format = try composition?.responseFormat() ?? format
    scoring = try Scoring(body)
    toolbox = try AvailableTools(body, composition)
    showsMaskedData = try body.part("debug_settings")?.flag("include_masked_data_details") ?? false
    try readLogProbabilities(body)
  }

  private mutating func readLogProbabilities(_ body: RequestBody) throws(ErrorResponse) {
    guard let settings = try body.part("log_probability_settings") else { return }
    let isOn = try settings.flag("enable") ?? false
    let count = try settings.integer("top_k", in: 0...20) ?? 0
    logProbabilities = isOn ? count : nil
  }
}
