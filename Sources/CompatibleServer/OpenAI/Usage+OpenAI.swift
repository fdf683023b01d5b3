import ModelsAPI
import Wire

extension Usage {
  /// https://platform.openai.com/docs/api-reference/chat/object#chat/object-usage
  func writeOpenAI(to writer: inout JSONWriter) {
    writer.object { usage in
      usage.member("prompt_tokens", inputTokens ?? 0)
      usage.member("completion_tokens", outputTokens ?? 0)
      usage.member("total_tokens", totalTokens ?? (inputTokens ?? 0) + (outputTokens ?? 0))
      usage.object("prompt_tokens_details") { details in
        details.member("cached_tokens", 0)
        details.member("audio_tokens", 0)
      }
      usage.object("completion_tokens_details") { details in
        details.member("reasoning_tokens", 0)
        details.member("audio_tokens", 0)
        details.member("accepted_prediction_tokens", 0)
        details.member("rejected_prediction_tokens", 0)
      }
    }
  }
}
