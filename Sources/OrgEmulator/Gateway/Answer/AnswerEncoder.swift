import Wire

/// Writes the answers of an endpoint, whole and in frames.
protocol AnswerEncoder: Sendable {
  func json(_ frame: AnswerFrame) -> JSONValue
}

/// The form of `/generations`: everything at the top.
///
/// Source: a stream captured by Salesforce's mobile tools.
struct PromptAnswerEncoder: AnswerEncoder {
  func json(_ frame: AnswerFrame) -> JSONValue {
    var answer: JSONObject = ["id": .string(frame.id)]
    answer.set("generations", frame.generations.map { .array($0.map(generation)) })
    answer["prompt"] = .null
    answer["input_safety_score"] = frame.inputSafety
    answer["input_bias_score"] = frame.inputBias
    answer["parameters"] = frame.parameters
    return .object(answer)
  }

  private func generation(_ part: GenerationPart) -> JSONValue {
    [
      "id": .string(part.id), "text": .string(part.text), "parameters": part.parameters,
      "generation_safety_score": part.safety, "generation_content_quality": part.quality,
    ]
  }
}

/// The form of `/chat/generations`: the same inside `generation_details`.
///
/// Source: answers that Salesforce's own clients read. Where input scores stand is not known; they come only when asked.
struct ChatAnswerEncoder: AnswerEncoder {
  func json(_ frame: AnswerFrame) -> JSONValue {
    var details = JSONObject()
    details.set("generations", frame.generations.map { .array($0.map(generation)) })
    if !frame.inputSafety.isNull { details["input_safety_score"] = frame.inputSafety }
    if !frame.inputBias.isNull { details["input_bias_score"] = frame.inputBias }
    details["parameters"] = frame.parameters
    return [
      "id": .string(frame.id), "generation_details": .object(details), "other_details": frame.otherDetails,
    ]
  }

  private func generation(_ part: GenerationPart) -> JSONValue {
    [
      "id": .string(part.id), "role": "assistant", "content": .string(part.text), "contents": nil,
      "timestamp": JSONValue(part.created), "parameters": part.parameters,
      "generation_safety_score": part.safety, "generation_content_quality": part.quality,
      "tool_invocations": part.calls, "log_probability_result": part.logProbabilities,
      "web_search_result": part.webSearch,
    ]
  }
}
