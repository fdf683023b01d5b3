extension KnownFields {
  /// Source: LLM Gateway API reference; Salesforce's own clients for `tool_config`, `tool_invocations` and
  /// `num_generations` in `generation_settings`.
  static let gatewayChat = KnownFields(
    Scoring.fields.union([
      "model", "enable_pii_masking", "localization", "tags", "turn_id", "system_prompt_strategy",
    ]),
    [
      "messages": message, "generation_settings": settings, "tools": tool, "tool_config": toolConfiguration,
      "log_probability_settings": KnownFields(["enable", "top_k"]),
      "composition_settings": KnownFields(["system_message", "tool_choice", "response_format"]),
      "slots_to_data": KnownFields(["slots", "placeholders", "classifications"]),
      "debug_settings": KnownFields(["include_masked_data_details"]),
    ])

  static let gatewayPrompt = KnownFields(
    Scoring.fields.union([
      "model", "prompt", "num_generations", "max_tokens", "temperature", "stop_sequences",
      "frequency_penalty",
      "presence_penalty", "enable_pii_masking", "parameters",
    ]))

  static let gatewayEmbeddings = KnownFields([
    "input", "model", "enable_pii_masking", "localization", "parameters", "tags",
  ])

  static let gatewayFeedback = KnownFields([
    "id", "generation_id", "feedback", "feedback_text", "source", "app_feedback", "app_generation_id",
    "app_generation", "turn_id",
  ])

  static let gatewayBatch = KnownFields(
    ["model", "enable_pii_masking", "localization", "parameters"],
    ["data_source": KnownFields(["type", "uri", "format", "options"])])

  private static let message = KnownFields(
    ["role", "content", "name", "tool_call_id"],
    [
      "tool_invocations": KnownFields(
        ["id", "type", "index"], ["function": KnownFields(["name", "arguments"])])
    ])

  private static let settings = KnownFields([
    "max_tokens", "temperature", "stop_sequences", "frequency_penalty", "presence_penalty", "top_p", "top_k",
    "seed",
    "num_generations", "parameters",
  ])

  private static let tool = KnownFields(
    ["type"],
    [
      "function": KnownFields(["name", "description", "parameters", "strict"]),
      "web_search": KnownFields(["provider", "options"]),
    ])

  private static let toolConfiguration = KnownFields(
    ["mode", "parallel_calls"], ["allowed_tools": KnownFields(["type", "name"])])
}
