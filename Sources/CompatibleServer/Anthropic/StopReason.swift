import ModelsAPI

/// Why a message ended, in Anthropic's words.
struct StopReason: Equatable {
  var word: String
  /// Which of the request's sequences it was, where that is certain.
  var sequence: String?

  /// - Parameters:
  ///   - asksForTools: whether the message holds a call.
  ///   - stopSequences: those of the request.
  ///   - matched: the one that this server found by itself.
  init(_ reason: FinishReason?, asksForTools: Bool, stopSequences: [String], matched: String?) {
    if let matched {
      (word, sequence) = ("stop_sequence", matched)
      return
    }
    let told = reason.map { Self.word(for: $0.text.lowercased()) } ?? "end_turn"
    switch told {
    // Some providers say `stop` also where they call, and some call where nothing is called.
    case "end_turn" where asksForTools: word = "tool_use"
    case "tool_use" where !asksForTools: word = "end_turn"
    default: word = told
    }
    if word == "stop_sequence", stopSequences.count == 1 { sequence = stopSequences[0] }
  }

  private static func word(for reason: String) -> String {
    switch reason {
    case "length", "max_tokens", "max_output_tokens": "max_tokens"
    case "tool_calls", "tool_use", "function_call": "tool_use"
    case "stop_sequence": "stop_sequence"
    case "content_filter", "content_filtered", "guardrail_intervened", "safety", "recitation", "refusal",
      "blocklist",
      "prohibited_content", "spii":
      "refusal"
    case "pause_turn", "model_context_window_exceeded": reason
    // `stop`, `end_turn`, `eos_token`, `complete` … and words that nobody knows yet.
    default: "end_turn"
    }
  }
}
