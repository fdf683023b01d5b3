import ModelsAPI
import Wire

extension Message {
  init(openAI fields: BodyFields) throws(ServerError) {
    let role = try Self.role(fields)
    let calls = try ToolCall.list(openAI: fields)
    var parts = try Part.list(openAI: fields)
    if parts.isEmpty, let refusal = try fields.text("refusal") { parts = [.text(refusal)] }
    // A tool that says nothing has no content with some clients.
    if role == .system || role == .user { _ = try fields.required("content", fields["content"]) }
    self.init(
      role, parts: parts, name: try fields.text("name"), toolCalls: role == .assistant ? calls : [],
      toolCallID: role == .tool ? try fields.required("tool_call_id", fields.text("tool_call_id")) : nil)
  }

  private static func role(_ fields: BodyFields) throws(ServerError) -> Role {
    switch try fields.required("role", fields.text("role")) {
    case "system", "developer": return .system
    case "user": return .user
    case "assistant":
      guard fields["function_call"] == nil else {
        throw .invalid(
          "'function_call' has been replaced by 'tool_calls'.", parameter: fields.path + "function_call")
      }
      return .assistant
    case "tool": return .tool
    case "function": throw fields.wrongValue("role", "'function' has been replaced by 'tool'.")
    case let other:
      throw fields.wrongValue(
        "role", "'\(other)' is none of 'system', 'developer', 'user', 'assistant' and 'tool'.")
    }
  }
}

extension Message.Part {
  fileprivate static func list(openAI fields: BodyFields) throws(ServerError) -> [Message.Part] {
    guard let content = fields["content"] else { return [] }
    if let text = content.string { return [.text(text)] }
    guard content.array != nil, let list = try fields.list("content") else {
      throw fields.wrongType("content", "a string or an array of parts")
    }
    var parts: [Message.Part] = []
    for part in list { parts.append(try Message.Part(openAI: part)) }
    return parts
  }

  private init(openAI part: BodyFields) throws(ServerError) {
    switch try part.required("type", part.text("type")) {
    case "text": self = .text(try part.required("text", part.text("text")))
    case "refusal": self = .text(try part.required("refusal", part.text("refusal")))
    case "image_url": self = .image(url: try Self.imageURL(part))
    case "input_audio": self = .audio(url: try Self.audioURL(part))
    case "file": self = .other(part.object)
    case let other:
      throw part.wrongValue(
        "type", "'\(other)' is none of 'text', 'image_url', 'input_audio', 'file' and 'refusal'.")
    }
  }

  private static func imageURL(_ part: BodyFields) throws(ServerError) -> String {
    if let url = part["image_url"]?.string { return url }
    let image = try part.required("image_url", part.fields("image_url"))
    return try image.required("url", image.text("url"))
  }

  private static func audioURL(_ part: BodyFields) throws(ServerError) -> String {
    let audio = try part.required("input_audio", part.fields("input_audio"))
    let data = try audio.required("data", audio.text("data"))
    return "data:audio/\(try audio.text("format") ?? "wav");base64,\(data)"
  }
}

extension ToolCall {
  fileprivate static func list(openAI fields: BodyFields) throws(ServerError) -> [ToolCall] {
    var calls: [ToolCall] = []
    for call in try fields.list("tool_calls") ?? [] {
      let function = try call.required("function", call.fields("function"))
      calls.append(
        ToolCall(
          id: try call.required("id", call.text("id")),
          name: try function.required("name", function.text("name")),
          arguments: CallArguments.json(try function.text("arguments") ?? "")))
    }
    return calls
  }
}
