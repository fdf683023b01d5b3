extension KnownFields {
  /// The top of a body of `/model/{model}/invoke`; what stands in its parts is Anthropic's own affair.
  ///
  /// Source: Anthropic API reference, "Create a Message"; AWS for `anthropic_version` and `anthropic_beta`.
  static let nativeMessage = KnownFields([
    "anthropic_version", "anthropic_beta", "max_tokens", "messages", "system", "stop_sequences",
    "temperature",
    "top_p", "top_k", "tools", "tool_choice", "thinking", "metadata", "output_config", "output_format",
    "context_management", "cache_control", "service_tier", "container", "mcp_servers",
  ])

  /// The top of a body of `/responses`.
  ///
  /// Source: OpenAI API reference, "Create a model response"; `client_metadata` is what Codex sends.
  static let nativeResponse = KnownFields([
    "model", "input", "instructions", "stream", "stream_options", "tools", "tool_choice",
    "parallel_tool_calls",
    "max_output_tokens", "max_tool_calls", "temperature", "top_p", "top_logprobs", "reasoning", "text",
    "include",
    "store", "metadata", "previous_response_id", "prompt_cache_key", "prompt_cache_retention", "truncation",
    "user",
    "safety_identifier", "service_tier", "background", "client_metadata", "conversation", "prompt",
  ])
}
