import Wire

/// A request for text as both forms of the gateway come to: `/chat/generations` and `/generations`.
struct GatewayRequest: Equatable, Sendable {
  var model: CatalogueModel
  var conversation: PromptConversation
  var settings = RequestedSettings()
  var scoring = Scoring()
  var masksData: Bool
  /// Whether the answer tells what was masked.
  var showsMaskedData = false
  /// For how many alternatives of each token the log probability is wanted; `nil` for none at all.
  var logProbabilities: Int?
  var availableTools = AvailableTools()
  var format = RequestedFormat.text
}

extension GatewayRequest {
  /// Reads the body of `POST /chat/generations`.
  ///
  /// Source: LLM Gateway API reference, "Generate chat response (stateless)".
  init(chat body: RequestBody, _ model: CatalogueModel) throws(ErrorResponse) {
    try body.checkSettings(of: .chat)
    var messages: [PromptConversation.Message] = []
    for message in try body.messages() { messages.append(try .init(gateway: message)) }
    try ToolHistory.check(messages)
    let composition = try body.part("composition_settings")
    if let text = try composition?.text("system_message") {
      messages.insert(.init(role: .system, content: text), at: 0)
    }
    // "Defaults to true for external providers and false for internal."
    let masksData = body.value("enable_pii_masking")?.bool ?? (model.family != .xGen)
    self.init(model: model, conversation: PromptConversation(messages: messages), masksData: masksData)
    try readSettings(body, composition)
    try body.checkGatewayFields()
  }

  private mutating func readSettings(_ body: RequestBody, _ composition: RequestBody?) throws(ErrorResponse) {
    if let settings = try body.part("generation_settings") {
      self.settings = try RequestedSettings(settings, of: .chatSettings)
      format = try settings.part("parameters")?.responseFormat() ?? format
    }
    format = try composition?.responseFormat() ?? format
    scoring = try Scoring(body)
    availableTools = try AvailableTools(body, composition)
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

extension GatewayRequest {
  /// Reads the body of `POST /generations`.
  ///
  /// Source: LLM Gateway API reference, "Generate response".
  init(prompt body: RequestBody, _ model: CatalogueModel) throws(ErrorResponse) {
    let prompt = try body.requiredText("prompt")
    let settings = try RequestedSettings(body, of: .prompt)
    // "enable_pii_masking (boolean, default: false)": here it is off, in chats it is on.
    let masksData = body.value("enable_pii_masking")?.bool ?? false
    let conversation = PromptConversation(messages: [.init(role: .user, content: prompt)])
    self.init(model: model, conversation: conversation, settings: settings, masksData: masksData)
    scoring = try Scoring(body)
    format = try body.part("parameters")?.responseFormat() ?? format
  }
}
