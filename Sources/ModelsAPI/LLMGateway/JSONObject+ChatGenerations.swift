import Wire

extension JSONObject {
  /// The body of `POST /chat/generations[/stream]`.
  static func conversation(_ messages: [Message], _ request: ChatRequest) -> JSONObject {
    var body: JSONObject = [
      "model": .string(request.model.text), "messages": .array(messages.map(\.gateway)),
      // Required in some environments, says the reference; an empty one harms nobody.
      "generation_settings": [:],
    ]
    body.set(request.settings, \.chat)
    body.set(request.localization, request.tags)
    let tools = request.tools.map(\.gateway) + (body["tools"]?.array ?? [])
    if !tools.isEmpty { body["tools"] = .array(tools) }
    body.set("tool_config", request.toolChoice.map { .object($0.gateway) })
    body.merge(request.extraFields)
    return body
  }

  mutating func set(_ localization: Localization?, _ tags: JSONObject) {
    set("localization", localization.map { .object($0.gateway) })
    if !tags.members.isEmpty { self["tags"] = .object(tags) }
  }
}
