import Wire

/// A response as OpenAI writes it.
///
/// Source: OpenAI API reference, "The response object".
struct EmulatedResponse: Equatable, Sendable {
  let id: String
  let items: [EmulatedResponseItem]
  private let answer: GatewayAnswer
  private let usage: NativeUsage
  private let echo: JSONObject

  init(_ answer: GatewayAnswer, _ request: EmulatedResponseRequest, _ usage: NativeUsage) {
    var ids = SplitMix64(seed: Fingerprint(6).adding(answer.ids.generation.utf8).value)
    id = "resp_\(ids.hex(digits: 50))"
    let builder = ResponseItemBuilder(answer: answer, reasoning: request.reasoning)
    items = answer.directives.behaviors.contains(.empty) ? [] : builder.items(&ids)
    echo = request.echo
    self.answer = answer
    self.usage = usage
  }

  /// The response when nothing of it has come.
  var begun: JSONValue { json("in_progress", items: [], usage: .null) }

  /// The whole response.
  var whole: JSONValue {
    json(incompleteReason == nil ? "completed" : "incomplete", items: items.map(\.json), usage: usageJSON)
  }

  /// The response as it ends when the model fails.
  var failed: JSONValue {
    guard var response = json("failed", items: [], usage: .null).object else { return .null }
    response["error"] = ["code": "server_error", "message": "The pretend org was asked to fail."]
    return .object(response)
  }

  /// Why it ends too early; `nil` where it does not.
  var incompleteReason: String? {
    switch answer.choices[0].finishReason {
    case "length": "max_output_tokens"
    case "content_filter": "content_filter"
    default: nil
    }
  }

  private func json(_ status: String, items: [JSONValue], usage: JSONValue) -> JSONValue {
    var response: JSONObject = [
      "id": .string(id), "object": "response", "created_at": JSONValue(answer.ids.created),
      "status": .string(status), "background": false, "error": nil,
      "incomplete_details": status == "incomplete"
        ? ["reason": .string(incompleteReason ?? "")] : .null,
      "model": .string(answer.request.model.providerName), "output": .array(items),
    ]
    response.merge(echo)
    response["usage"] = usage
    return .object(response)
  }

  private var usageJSON: JSONValue {
    let input = usage.input + usage.cacheRead + usage.cacheWritten
    return [
      "input_tokens": JSONValue(input), "input_tokens_details": ["cached_tokens": JSONValue(usage.cacheRead)],
      "output_tokens": JSONValue(usage.output),
      "output_tokens_details": ["reasoning_tokens": JSONValue(items.reduce(0) { $0 + $1.reasoningTokens })],
      "total_tokens": JSONValue(input + usage.output),
    ]
  }
}
