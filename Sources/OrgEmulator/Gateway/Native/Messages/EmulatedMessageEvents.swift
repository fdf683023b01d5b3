import Wire

/// A message of Claude's as the events of a stream.
///
/// Source: Anthropic, "Streaming messages"; AWS for the counts behind the last event.
struct EmulatedMessageEvents {
  let message: EmulatedMessage

  var all: [JSONValue] {
    let start: [JSONValue] = [
      ["type": "message_start", "message": message.opening], ["type": "ping"],
    ]
    return start + message.blocks.enumerated().flatMap { events(of: $1, $0) } + [delta, stop]
  }

  private var delta: JSONValue {
    [
      "type": "message_delta",
      "delta": [
        "stop_reason": .string(message.stopReason),
        "stop_sequence": message.stopSequence.map(JSONValue.string) ?? .null,
      ],
      "usage": .object(message.usageJSON(message.usage)),
    ]
  }

  private var stop: JSONValue {
    let usage = message.usage
    return [
      "type": "message_stop",
      "amazon-bedrock-invocationMetrics": [
        "inputTokenCount": JSONValue(usage.input), "outputTokenCount": JSONValue(usage.output),
        "invocationLatency": 42, "firstByteLatency": 7,
        "cacheReadInputTokenCount": JSONValue(usage.cacheRead),
        "cacheWriteInputTokenCount": JSONValue(usage.cacheWritten),
      ],
    ]
  }

  private func events(of block: EmulatedMessage.Block, _ index: Int) -> [JSONValue] {
    let start: JSONValue = [
      "type": "content_block_start", "index": JSONValue(index), "content_block": block.beginning,
    ]
    let deltas = block.deltas.map { delta -> JSONValue in
      ["type": "content_block_delta", "index": JSONValue(index), "delta": delta]
    }
    return [start] + deltas + [["type": "content_block_stop", "index": JSONValue(index)]]
  }
}

extension EmulatedMessage.Block {
  /// The block before anything of it has come.
  fileprivate var beginning: JSONValue {
    guard var object = json.object else { return json }
    switch self {
    case .thinking: object.merge(["thinking": "", "signature": ""])
    case .text: object["text"] = ""
    case .toolUse, .serverToolUse: object["input"] = [:]
    case .searchResult: break
    }
    return .object(object)
  }

  fileprivate var deltas: [JSONValue] {
    switch self {
    case .thinking(let text, let signature):
      WordPieces.split(text).map { ["type": "thinking_delta", "thinking": .string($0)] }
        + [["type": "signature_delta", "signature": .string(signature)]]
    case .text(let text): WordPieces.split(text).map { ["type": "text_delta", "text": .string($0)] }
    case .toolUse(let call): Self.json(call.arguments)
    case .serverToolUse(_, let query): Self.json(JSONValue.object(["query": .string(query)]).text)
    case .searchResult: []
    }
  }

  /// First nothing, then pieces of twelve characters.
  private static func json(_ text: String) -> [JSONValue] {
    ([""] + text.pieces(of: 12)).map { ["type": "input_json_delta", "partial_json": .string($0)] }
  }
}
