import Wire

/// The members of an answer that say what was asked, with the documented defaults.
enum ResponseEcho {
  /// Bytes between the braces of an object; the same for all events of a stream.
  static func members(of fields: BodyFields) -> [UInt8] {
    var object = JSONObject(defaults.members)
    for name in repeated { object.set(name, fields[name]) }
    if let tools = fields["tools"]?.array { object["tools"] = .array(tools.map(tool)) }
    if let asked = fields["reasoning"]?.object { object["reasoning"] = reasoning(asked) }
    if let text = fields["text"]?.object { object["text"] = self.text(text) }
    return Array(JSONValue.object(object).bytes.dropFirst().dropLast())
  }

  private static let repeated = [
    "instructions", "max_output_tokens", "max_tool_calls", "metadata", "parallel_tool_calls",
    "previous_response_id", "prompt_cache_key", "safety_identifier", "store", "temperature", "tool_choice",
    "top_logprobs", "top_p", "user",
  ]

  // A user is a text where there is one, and no member where there is none.
  private static let defaults: JSONObject = [
    "background": false, "frequency_penalty": 0.0, "instructions": nil, "max_output_tokens": nil,
    "max_tool_calls": nil, "metadata": [:], "parallel_tool_calls": true, "presence_penalty": 0.0,
    "previous_response_id": nil, "prompt_cache_key": nil, "reasoning": ["effort": nil, "summary": nil],
    "safety_identifier": nil, "service_tier": "default", "store": true, "temperature": 1.0,
    "text": ["format": ["type": "text"]], "tool_choice": "auto", "tools": [], "top_logprobs": 0,
    "top_p": 1.0, "truncation": "disabled",
  ]

  /// Requests may leave out of a function what answers must have.
  private static func tool(_ tool: JSONValue) -> JSONValue {
    guard let asked = tool.object, asked["type"] == "function" else { return tool }
    return asked.completed(by: ["description": nil, "parameters": nil, "strict": nil])
  }

  private static func reasoning(_ asked: JSONObject) -> JSONValue {
    ["effort": asked["effort"] ?? .null, "summary": asked["summary"] ?? .null]
  }

  private static func text(_ asked: JSONObject) -> JSONValue {
    var text: JSONObject = ["format": ["type": "text"]]
    text.merge(JSONObject(asked.members.filter { !$0.value.isNull }))
    // OpenAI's document wants no null here, and Open Responses no absence.
    if let format = asked["format"]?.object, format["type"] == "json_schema" {
      text["format"] = format.completed(by: ["description": "", "strict": false])
    }
    return .object(text)
  }
}

extension JSONObject {
  /// The same with members that it lacks, or has as `null`.
  fileprivate func completed(by defaults: JSONObject) -> JSONValue {
    var whole = self
    for member in defaults.members where self[member.name]?.isNull ?? true {
      whole[member.name] = member.value
    }
    return .object(whole)
  }
}
