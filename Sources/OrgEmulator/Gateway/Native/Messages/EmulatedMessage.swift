import Wire

/// A message of Claude's, as Anthropic writes it.
///
/// Source: Anthropic API reference, "Create a Message"; AWS for the form of the ids.
struct EmulatedMessage: Equatable, Sendable {
  enum Block: Equatable, Sendable {
    case thinking(String, signature: String)
    case text(String)
    case toolUse(EmulatedToolCall)
    case serverToolUse(id: String, query: String)
    case searchResult(id: String, query: String)
  }

  let id: String
  let model: String
  let blocks: [Block]
  let stopReason: String
  let stopSequence: String?
  let usage: NativeUsage

  init(_ answer: GatewayAnswer, _ thinking: EmulatedMessageRequest.Thinking, _ usage: NativeUsage) {
    var ids = SplitMix64(seed: Fingerprint(5).adding(answer.ids.generation.utf8).value)
    let choice = answer.choices[0]
    id = "msg_bdrk_01\(ids.letters(22))"
    model = answer.request.model.vendorName
    stopSequence = choice.stopSequence
    stopReason = choice.messageStopReason
    self.usage = usage
    let builder = MessageBlockBuilder(answer: answer, choice: choice, thinking: thinking)
    blocks = answer.directives.behaviors.contains(.empty) ? [] : builder.blocks(&ids)
  }

  /// The whole message.
  var json: JSONValue { message(content: blocks.map(\.json), stopReason: .string(stopReason), usage: usage) }

  /// The message as its stream begins with it.
  var opening: JSONValue {
    var usage = usage
    usage.output = 1
    return message(content: [], stopReason: .null, usage: usage)
  }

  private func message(content: [JSONValue], stopReason: JSONValue, usage: NativeUsage) -> JSONValue {
    [
      "model": .string(model), "id": .string(id), "type": "message", "role": "assistant",
      "content": .array(content), "stop_reason": stopReason,
      "stop_sequence": stopReason.isNull ? .null : stopSequence.map(JSONValue.string) ?? .null,
      "usage": .object(usageJSON(usage)),
    ]
  }

  func usageJSON(_ usage: NativeUsage) -> JSONObject {
    var json: JSONObject = [
      "input_tokens": JSONValue(usage.input), "cache_creation_input_tokens": JSONValue(usage.cacheWritten),
      "cache_read_input_tokens": JSONValue(usage.cacheRead), "output_tokens": JSONValue(usage.output),
    ]
    let searches = blocks.count { if case .serverToolUse = $0 { true } else { false } }
    if searches > 0 { json["server_tool_use"] = ["web_search_requests": JSONValue(searches)] }
    return json
  }
}

extension GatewayAnswer.Choice {
  fileprivate var messageStopReason: String {
    guard finishReason == "stop" else { return finishReason }
    return stopSequence == nil ? "end_turn" : "stop_sequence"
  }
}

extension EmulatedMessage.Block {
  /// The whole block.
  var json: JSONValue {
    switch self {
    case .thinking(let text, let signature):
      ["type": "thinking", "thinking": .string(text), "signature": .string(signature)]
    case .text(let text): ["type": "text", "text": .string(text)]
    case .toolUse(let call):
      [
        "type": "tool_use", "id": .string(call.id), "name": .string(call.name), "input": call.input,
      ]
    case .serverToolUse(let id, let query):
      [
        "type": "server_tool_use", "id": .string(id), "name": "web_search",
        "input": ["query": .string(query)],
      ]
    case .searchResult(let id, let query):
      [
        "type": "web_search_tool_result", "tool_use_id": .string(id),
        "content": .array(WebSearch.pages(for: query).map { $0.claudeJSON }),
      ]
    }
  }
}

extension EmulatedToolCall {
  /// The arguments as a value; those that a script gives are always an object.
  fileprivate var input: JSONValue { (try? JSONValue(decoding: arguments)) ?? [:] }
}
