import Wire

/// A part of a response's output.
enum EmulatedResponseItem: Equatable, Sendable {
  case reasoning(id: String, summary: String?, secret: String?)
  case search(id: String, query: String)
  case message(id: String, text: String, isComplete: Bool)
  case call(id: String, EmulatedToolCall, namespace: String?)
  case customCall(id: String, EmulatedToolCall, input: String)
}

extension EmulatedResponseItem {
  var id: String {
    switch self {
    case .reasoning(let id, _, _), .search(let id, _), .message(let id, _, _), .call(let id, _, _),
      .customCall(let id, _, _):
      id
    }
  }

  /// The whole item.
  var json: JSONValue {
    switch self {
    case .reasoning(_, let summary, let secret):
      reasoning(summary.map { [["type": "summary_text", "text": .string($0)]] } ?? [], secret)
    case .search(_, let query):
      item("web_search_call", "completed", ["action": ["type": "search", "query": .string(query)]])
    case .message(_, let text, let isComplete):
      message(isComplete ? "completed" : "incomplete", [Self.textPart(text)])
    case .call(_, let call, _): self.call("completed", call.arguments)
    case .customCall(_, let call, let input):
      item(
        "custom_tool_call", "completed",
        ["call_id": .string(call.id), "name": .string(call.name), "input": .string(input)])
    }
  }

  /// The item before anything of it has come.
  var beginning: JSONValue {
    switch self {
    case .reasoning(_, _, let secret): reasoning([], secret)
    case .search: item("web_search_call", "in_progress", [:])
    case .message: message("in_progress", [])
    case .call: call("in_progress", "")
    case .customCall(_, let call, _):
      item(
        "custom_tool_call", "in_progress",
        ["call_id": .string(call.id), "name": .string(call.name), "input": ""])
    }
  }

  /// How many tokens of the output nobody sees.
  var reasoningTokens: Int { if case .reasoning = self { 8 } else { 0 } }

  static func textPart(_ text: String) -> JSONValue {
    ["type": "output_text", "text": .string(text), "annotations": [], "logprobs": []]
  }

  private func item(_ type: String, _ status: String, _ others: JSONObject) -> JSONValue {
    var item: JSONObject = ["id": .string(id), "type": .string(type), "status": .string(status)]
    item.merge(others)
    return .object(item)
  }

  private func reasoning(_ summary: [JSONValue], _ secret: String?) -> JSONValue {
    var item: JSONObject = ["id": .string(id), "type": "reasoning", "summary": .array(summary)]
    item.set("encrypted_content", secret.map(JSONValue.string))
    return .object(item)
  }

  private func message(_ status: String, _ content: [JSONValue]) -> JSONValue {
    item("message", status, ["role": "assistant", "content": .array(content)])
  }

  private func call(_ status: String, _ arguments: String) -> JSONValue {
    guard case .call(_, let call, let namespace) = self else { return .null }
    var others: JSONObject = [
      "call_id": .string(call.id), "name": .string(call.name), "arguments": .string(arguments),
    ]
    others.set("namespace", namespace.map(JSONValue.string))
    return item("function_call", status, others)
  }
}
