import Wire

/// Who runs a model, which shows in the spelling of its usage counts and of its reasons to stop.
enum ProviderFamily: String, Sendable {
  case openAI = "openai"
  case bedrock = "bedrock"
  case vertex = "vertexai"
  case xGen = "salesforce"

  /// The `usage` object; xGen models have none and count in the generation's own parameters.
  func usage(_ tokens: TokenUsage) -> JSONObject? {
    switch self {
    case .openAI:
      [
        "completion_tokens": JSONValue(tokens.output), "prompt_tokens": JSONValue(tokens.input),
        "total_tokens": JSONValue(tokens.total),
        "prompt_tokens_details": ["cached_tokens": 0, "audio_tokens": 0],
        "completion_tokens_details": [
          "reasoning_tokens": 0, "audio_tokens": 0, "accepted_prediction_tokens": 0,
          "rejected_prediction_tokens": 0,
        ],
      ]
    case .bedrock: tokens.spelled("inputTokens", "outputTokens", "totalTokens")
    case .vertex: tokens.spelled("inputTokenCount", "outputTokenCount", "totalTokenCount")
    case .xGen: nil
    }
  }

  /// Counts that stand beside the finish reason.
  func generationUsage(_ tokens: TokenUsage) -> JSONObject {
    guard self == .xGen else { return [:] }
    return ["prompt_tokens": JSONValue(tokens.input), "generated_tokens": JSONValue(tokens.output)]
  }

  func finishReason(isTruncated: Bool) -> String {
    guard isTruncated else { return "stop" }
    return self == .bedrock ? "max_tokens" : "length"
  }

  var toolFinishReason: String { self == .bedrock ? "tool_use" : "tool_calls" }
}

/// How many tokens went in and came out.
struct TokenUsage: Equatable, Sendable {
  var input: Int
  var output: Int

  var total: Int { input + output }

  func spelled(_ input: String, _ output: String, _ total: String) -> JSONObject {
    JSONObject([
      .init(input, JSONValue(self.input)), .init(output, JSONValue(self.output)),
      .init(total, JSONValue(self.total)),
    ])
  }
}
