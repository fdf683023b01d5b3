import Wire

extension JSONObject {
  /// The body of `POST /chat/generations[/stream]`.
  static func conversation(_ messages: [Message], _ request: ChatRequest) -> JSONObject {
    let settings = request.settings
    var body: JSONObject = [
      "model": .string(request.model.text), "messages": .array(messages.map(\.gateway)),
      // Required in some environments, says the reference; an empty one harms nobody.
      "generation_settings": .object(settings.gateway),
    ]
    body.set(
      "log_probability_settings", settings.logProbabilities.map { ["enable": true, "top_k": JSONValue($0)] })
    body.set("composition_settings", settings.composition.map { .object($0.gateway) })
    body.set(examination: settings)
    body.set(request.localization, request.tags)
    body.set("turn_id", settings.turnID.map { .string($0) })
    body.set("slots_to_data", settings.slots.map { .object($0.gateway) })
    body.set("debug_settings", settings.explainsMasking.map { ["include_masked_data_details": .bool($0)] })
    body.set("system_prompt_strategy", settings.systemPromptStrategy.map { .string($0) })
    let tools = request.tools.map(\.gateway) + (settings.searchesWeb ? [Tool.webSearch().gateway] : [])
    if !tools.isEmpty { body["tools"] = .array(tools) }
    body.set("tool_config", request.toolChoice.map { .object($0.gateway) })
    body.merge(request.extraFields)
    return body
  }

  /// The switches of masking and scoring, which every generation has; only what is wanted is said.
  mutating func set(examination settings: GenerationSettings) {
    set("enable_pii_masking", settings.masksPersonalData.map { .bool($0) })
    let (safety, bias) = (settings.safetyScoring, settings.biasScoring)
    if safety == .input || safety == .both { self["enable_input_safety_scoring"] = true }
    if safety == .output || safety == .both { self["enable_output_safety_scoring"] = true }
    if bias == .input || bias == .both { self["enable_input_bias_scoring"] = true }
    if bias == .output || bias == .both { self["enable_output_bias_scoring"] = true }
  }

  mutating func set(_ localization: Localization?, _ tags: JSONObject) {
    set("localization", localization.map { .object($0.gateway) })
    if !tags.members.isEmpty { self["tags"] = .object(tags) }
  }
}

extension GenerationSettings {
  /// `generation_settings`: the common settings, and behind them what belongs to the provider alone.
  fileprivate var gateway: JSONObject {
    var object = JSONObject()
    object.set("num_generations", numberOfGenerations.map { JSONValue($0) })
    object.set(sampling: self)
    object.set("top_p", topP.map { JSONValue($0) })
    object.set("top_k", topK.map { JSONValue($0) })
    object.set("seed", seed.map { JSONValue($0) })
    object.set(parameters: self)
    return object
  }
}

extension JSONObject {
  /// The settings that both kinds of generation spell alike.
  mutating func set(sampling settings: GenerationSettings) {
    set("max_tokens", settings.maximumTokens.map { JSONValue($0) })
    set("temperature", settings.temperature.map { JSONValue($0) })
    if !settings.stopSequences.isEmpty {
      self["stop_sequences"] = .array(settings.stopSequences.map { .string($0) })
    }
    set("frequency_penalty", settings.frequencyPenalty.map { JSONValue($0) })
    set("presence_penalty", settings.presencePenalty.map { JSONValue($0) })
  }

  /// `parameters`, which the gateway passes through; what the user put there prevails.
  mutating func set(parameters settings: GenerationSettings, _ others: JSONObject = [:]) {
    var parameters = others
    parameters.set("response_format", settings.responseFormat.map { .object($0.gateway) })
    parameters.merge(settings.parameters)
    if !parameters.members.isEmpty { self["parameters"] = .object(parameters) }
  }
}
