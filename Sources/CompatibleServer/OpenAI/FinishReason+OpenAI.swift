import ModelsAPI

extension FinishReason {
  /// OpenAI's word for what the models' providers call differently.
  var openAI: String {
    switch text.lowercased() {
    case "length", "max_tokens", "max_output_tokens", "model_length", "model_context_window_exceeded":
      "length"
    case "tool_calls", "tool_use", "tool_call", "function_call", "malformed_function_call": "tool_calls"
    case "content_filter", "content_filtered", "safety", "refusal", "guardrail_intervened", "recitation",
      "blocklist", "prohibited_content", "spii":
      "content_filter"
    default: "stop"
    }
  }

  /// - Parameter asksForTools: some providers say nothing else than that they have stopped.
  static func openAI(_ reason: FinishReason?, asksForTools: Bool) -> String {
    let word = reason?.openAI ?? "stop"
    return asksForTools && word == "stop" ? "tool_calls" : word
  }
}
