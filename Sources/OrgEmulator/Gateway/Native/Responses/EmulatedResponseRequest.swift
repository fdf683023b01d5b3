import Wire

/// A body of `/responses`: OpenAI's Responses.
///
/// Source: OpenAI API reference, "Create a model response"; a client that has tried what the gateway refuses.
struct EmulatedResponseRequest: Equatable, Sendable {
  /// What is told of the model's reasoning.
  struct Reasoning: Equatable, Sendable {
    var isSummarized: Bool
    var isEncrypted: Bool
  }

  var request: GatewayRequest
  var isStream: Bool
  /// `nil` where the model does not reason.
  var reasoning: Reasoning?
  var prompt: PromptPrefixes
  /// What the answer repeats of the request.
  var echo: JSONObject

  init(_ body: RequestBody, _ model: CatalogueModel) throws(ErrorResponse) {
    try body.checkResponseFields()
    let input = try ResponseConversation(body)
    request = GatewayRequest(
      model: model, conversation: PromptConversation(messages: input.messages), masksData: false)
    request.settings.maxTokens = try body.integer("max_output_tokens", in: 16...Int.max) ?? .max
    request.availableTools = try AvailableTools(responses: body, input.tools)
    request.format = try body.textFormat() ?? .text
    isStream = try body.flag("stream") ?? false
    reasoning = try body.reasoning(of: model)
    prompt = PromptPrefixes(responses: body)
    echo = EmulatedResponseEcho(body).members
    guard request.availableTools.isForced, request.availableTools.functions.isEmpty,
      !request.availableTools.searchesWeb
    else { return }
    throw .badArgument("Tool choice is forced, but there are no tools.", field: body.path(of: "tool_choice"))
  }
}

extension RequestBody {
  fileprivate func checkResponseFields() throws(ErrorResponse) {
    _ = try text("instructions", isNullable: true)
    _ = try nullableFlag("store")
    _ = try nullableFlag("parallel_tool_calls")
    for name in ["metadata", "client_metadata", "stream_options"] { _ = try part(name, isNullable: true) }
    for name in ["prompt_cache_key", "safety_identifier", "user"] { _ = try text(name, isNullable: true) }
    _ = try texts("include", isNullable: true)
    guard let id = try text("previous_response_id", isNullable: true) else { return }
    throw .badArgument(
      "Previous response with id '\(id)' not found.", field: path(of: "previous_response_id"))
  }

  private func nullableFlag(_ name: String) throws(ErrorResponse) -> Bool? {
    guard let value = value(name), !value.isNull else { return nil }
    return try flag(name)
  }

  /// Reads `reasoning`, beside which there may be no temperature.
  fileprivate func reasoning(of model: CatalogueModel) throws(ErrorResponse) -> EmulatedResponseRequest
    .Reasoning?
  {
    let reasoning = try part("reasoning", isNullable: true)
    let effort = try reasoning?.effort()
    let summary = try reasoning?.text("summary", isNullable: true)
    guard reasoning != nil, effort != "none" else { return nil }
    for name in ["temperature", "top_p"] where value(name).map({ !$0.isNull }) ?? false {
      throw .badArgument(
        "Unsupported parameter: '\(name)' is not supported with this model.", field: path(of: name))
    }
    // GPT-4 models say nothing of any reasoning.
    guard !model.providerName.hasPrefix("gpt-4") else { return nil }
    let included = try texts("include", isNullable: true) ?? []
    return .init(isSummarized: summary != nil, isEncrypted: included.contains("reasoning.encrypted_content"))
  }

  private func effort() throws(ErrorResponse) -> String? {
    guard let effort = try text("effort", isNullable: true) else { return nil }
    guard ["none", "low", "medium", "high", "xhigh"].contains(effort) else {
      throw .badArgument("Unexpected value '\(effort)'", field: path(of: "effort"))
    }
    return effort
  }

  /// Reads `text.format`.
  fileprivate func textFormat() throws(ErrorResponse) -> RequestedFormat? {
    guard let format = try part("text", isNullable: true)?.part("format", isNullable: true) else {
      return nil
    }
    switch try format.word("type", among: ["text", "json_object", "json_schema"]) {
    case "json_object": return .object
    case "json_schema":
      _ = try format.requiredText("name")
      guard let schema = try format.part("schema") else { throw .missing(field: format.path(of: "schema")) }
      return .schema(.object(schema.object))
    default: return .text
    }
  }
}

extension PromptPrefixes {
  /// Every beginning of a conversation that names its cache may come from it.
  fileprivate init(responses body: RequestBody) {
    let hasKey = body.value("prompt_cache_key")?.string != nil
    self.init(isNeeded: hasKey)
    for tool in body.value("tools")?.array ?? [] { add(tool, isCacheable: false) }
    add(["text": body.value("instructions") ?? .null], isCacheable: hasKey)
    let input = body.value("input") ?? .null
    for item in input.array ?? [input] { add(item, isCacheable: hasKey) }
  }
}
