import Wire

/// The members of an answer that say what was asked, with the documented defaults.
enum ResponseEcho {
  /// Bytes between the braces of an object; the same for all events of a stream.
  static func members(of fields: BodyFields) -> [UInt8] {
    var object = JSONObject(defaults.members)
    for name in repeated { object.set(name, fields[name]) }
    if let text = fields["text"]?.object {
      var whole: JSONObject = ["format": ["type": "text"]]
      whole.merge(text)
      object["text"] = .object(whole)
    }
    return Array(JSONValue.object(object).bytes.dropFirst().dropLast())
  }

  private static let repeated = [
    "instructions", "max_output_tokens", "max_tool_calls", "metadata", "parallel_tool_calls",
    "prompt_cache_key", "safety_identifier", "temperature", "tool_choice", "tools", "top_p", "user",
  ]

  private static let defaults: JSONObject = [
    "background": false, "instructions": nil, "max_output_tokens": nil, "max_tool_calls": nil,
    "metadata": [:], "parallel_tool_calls": true, "previous_response_id": nil, "prompt_cache_key": nil,
    "reasoning": ["effort": nil, "summary": nil], "safety_identifier": nil, "service_tier": "default",
    "store": false, "temperature": 1.0, "text": ["format": ["type": "text"]], "tool_choice": "auto",
    "tools": [], "top_logprobs": 0, "top_p": 1.0, "truncation": "disabled", "user": nil,
  ]
}
