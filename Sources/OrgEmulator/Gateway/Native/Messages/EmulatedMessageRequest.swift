import Wire

/// A body of `/model/{model}/invoke`: Anthropic's Messages, without `model` and `stream`.
///
/// Source: Anthropic API reference, "Create a Message"; AWS, "Anthropic Claude Messages API"; a client that has tried
/// what the gateway refuses.
struct EmulatedMessageRequest: Equatable, Sendable {
  /// Whether the model thinks before it answers, and whether one may read it.
  enum Thinking: Equatable, Sendable { case off, shown, omitted }

  var request: GatewayRequest
  var thinking: Thinking
  var prompt: PromptPrefixes

  init(_ body: RequestBody, _ model: CatalogueModel) throws(ErrorResponse) {
    try body.checkMessageFrame()
    let conversation = PromptConversation(messages: try ClaudeConversation(body).messages)
    request = GatewayRequest(model: model, conversation: conversation, masksData: false)
    request.settings.maxTokens = try body.integer("max_tokens", in: 1...Int.max) ?? .max
    request.settings.stopSequences = try body.texts("stop_sequences", isNullable: true) ?? []
    request.availableTools = try AvailableTools(messages: body)
    request.format = try body.messageFormat() ?? .text
    thinking = try body.thinking()
    prompt = PromptPrefixes(messages: body)
    try checkThinking(body)
  }

  private func checkThinking(_ body: RequestBody) throws(ErrorResponse) {
    guard thinking != .off else { return }
    for name in ["temperature", "top_p", "top_k"] where body.value(name) != nil {
      throw .badArgument("\(name) may not be set when thinking is enabled.", field: body.path(of: name))
    }
    guard request.availableTools.isForced else { return }
    throw .badArgument(
      "Thinking may not be enabled when tool_choice forces tool use.", field: body.path(of: "tool_choice"))
  }
}

extension RequestBody {
  /// Checks what stands round the conversation.
  fileprivate func checkMessageFrame() throws(ErrorResponse) {
    for name in ["model", "stream"] where value(name) != nil {
      throw .badArgument("\(name): Extra inputs are not permitted", field: path(of: name))
    }
    guard try requiredText("anthropic_version") == "bedrock-2023-05-31" else {
      throw .badArgument("Expected bedrock-2023-05-31.", field: path(of: "anthropic_version"))
    }
    guard value("max_tokens") != nil else { throw .missing(field: path(of: "max_tokens")) }
    _ = try texts("anthropic_beta", isNullable: true)
    _ = try number("temperature", in: 0...1)
    _ = try number("top_p", in: 0...1)
    _ = try integer("top_k", in: 0...Int.max)
    _ = try part("metadata", isNullable: true)
    _ = try part("context_management", isNullable: true)
  }

  fileprivate func thinking() throws(ErrorResponse) -> EmulatedMessageRequest.Thinking {
    guard let thinking = try part("thinking", isNullable: true) else { return .off }
    let type = try thinking.requiredText("type")
    if type == "disabled" { return .off }
    guard type == "adaptive" else {
      throw .badArgument(
        "thinking.type: '\(type)' is not supported for this model. Use 'adaptive' and output_config.effort.",
        field: thinking.path(of: "type"))
    }
    // Claude Code asks for updates at a terminal; a beta of the API's.
    let display = try thinking.word("display", among: ["summarized", "omitted", "updates"])
    return display == "omitted" ? .omitted : .shown
  }

  /// Reads `output_config`: the effort, and the form of the answer.
  fileprivate func messageFormat() throws(ErrorResponse) -> RequestedFormat? {
    guard let configuration = try part("output_config", isNullable: true) else { return nil }
    _ = try configuration.word("effort", among: ["low", "medium", "high", "xhigh", "max"])
    guard let format = try configuration.part("format", isNullable: true) else { return nil }
    _ = try format.word("type", among: ["json_schema"])
    guard let schema = try format.part("schema") else { throw .missing(field: format.path(of: "schema")) }
    return .schema(.object(schema.object))
  }
}

extension PromptPrefixes {
  /// The parts of a body in the order in which they are cached: tools, system, messages.
  fileprivate init(messages body: RequestBody) {
    let system = body.value("system")
    var parts = (body.value("tools")?.array ?? []) + (system?.array ?? system.map { [$0] } ?? [])
    for message in body.value("messages")?.array ?? [] {
      parts += message["content"]?.array ?? [message["content"] ?? .null]
    }
    let isWhole = body.value("cache_control")?.object != nil
    let marks = parts.map { $0["cache_control"] != nil || $0.hasMarkedResult }
    self.init(isNeeded: isWhole || marks.contains(true))
    for (index, part) in parts.enumerated() {
      add(part, isCacheable: marks[index] || isWhole && index == parts.count - 1)
    }
  }
}

extension JSONValue {
  /// Whether it is a tool's result in which a block is to be cached.
  fileprivate var hasMarkedResult: Bool {
    self["content"]?.array?.contains { $0["cache_control"] != nil } ?? false
  }
}
