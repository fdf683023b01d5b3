extension KnownFields {
  /// Source: LLM Gateway API reference; Salesforce's own clients for `tool_config` and `tool_invocations`.
  static let gatewayChat = KnownFields(
    SettingField.names(in: .chat).union(Scoring.fields).union(["model", "localization", "tags"]),
    [
      "messages": message, "generation_settings": KnownFields(SettingField.names(in: .chatSettings)),
      "tools": tool, "tool_config": toolConfiguration,
      "log_probability_settings": KnownFields(["enable", "top_k"]),
      "composition_settings": KnownFields(["system_message", "tool_choice", "response_format"]),
      "slots_to_data": KnownFields(["slots", "placeholders", "classifications"]),
      "debug_settings": KnownFields(["include_masked_data_details"]),
    ])

  static let gatewayPrompt = KnownFields(
    SettingField.names(in: .prompt).union(Scoring.fields).union(["model", "prompt"]))

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

  private static let tool = KnownFields(
    ["type"],
    [
      "function": KnownFields(["name", "description", "parameters", "strict"]),
      "web_search": KnownFields(["provider", "options"]),
    ])

  private static let toolConfiguration = KnownFields(
    ["mode", "parallel_calls"], ["allowed_tools": KnownFields(["type", "name"])])
}
