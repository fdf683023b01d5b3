import Wire

/// What a response repeats of the request, with what holds where nothing was said.
///
/// Source: OpenAI API reference, "The response object".
struct EmulatedResponseEcho {
  let members: JSONObject

  init(_ body: RequestBody) {
    func said(_ name: String, or usual: JSONValue) -> JSONValue {
      body.value(name).flatMap { $0.isNull ? nil : $0 } ?? usual
    }
    let reasoning = said("reasoning", or: [:])
    var text: JSONObject = ["format": ["type": "text"], "verbosity": "medium"]
    text.merge(said("text", or: [:]).object ?? [:])
    members = [
      "instructions": said("instructions", or: .null),
      "max_output_tokens": said("max_output_tokens", or: .null),
      "parallel_tool_calls": said("parallel_tool_calls", or: true),
      "previous_response_id": nil, "prompt_cache_key": said("prompt_cache_key", or: .null),
      "reasoning": ["effort": reasoning["effort"] ?? .null, "summary": reasoning["summary"] ?? .null],
      "service_tier": "default", "store": said("store", or: true),
      "temperature": said("temperature", or: 1), "text": .object(text),
      "tool_choice": said("tool_choice", or: "auto"), "tools": said("tools", or: []),
      "top_p": said("top_p", or: 1), "truncation": said("truncation", or: "disabled"),
      "metadata": said("metadata", or: [:]),
    ]
  }
}
