import Wire

extension Message {
  var gateway: JSONValue {
    var object: JSONObject = ["role": .string(role.rawValue), "content": gatewayContent]
    object.set("name", name.map { .string($0) })
    // `tool_calls`, as others call it, is dropped silently; then the tool's answer is refused.
    if !toolCalls.isEmpty { object["tool_invocations"] = .array(toolCalls.map(\.gateway)) }
    object.set("tool_call_id", toolCallID.map { .string($0) })
    return .object(object)
  }

  /// A text where that says it all, which every model takes; otherwise the parts.
  private var gatewayContent: JSONValue {
    switch parts.count {
    case 0: ""
    case 1: if case .text(let text) = parts[0] { .string(text) } else { .array(parts.map(\.gateway)) }
    default: .array(parts.map(\.gateway))
    }
  }
}

extension Message.Part {
  fileprivate var gateway: JSONValue {
    switch self {
    case .text(let text): ["type": "text", "text": .string(text)]
    case .image(let url): ["type": "image_url", "url": .string(url)]
    case .audio(let url): ["type": "input_audio", "url": .string(url)]
    case .other(let object): .object(object)
    }
  }
}

extension ToolCall {
  fileprivate var gateway: JSONValue {
    [
      "id": .string(id), "type": "function",
      "function": ["name": .string(name), "arguments": .string(arguments)],
    ]
  }
}
