import ModelsAPI
import Wire

/// The items of a request's `input` as the turns of a conversation.
struct ResponseInput {
  private(set) var messages: [Message] = []

  init(_ fields: BodyFields, _ tools: ResponseTools) throws(ServerError) {
    if let instructions = try fields.text("instructions"), !instructions.isEmpty {
      messages.append(Message(.system, instructions))
    }
    if let text = fields["input"]?.string {
      messages.append(Message(.user, text))
    } else {
      guard fields["input"]?.array != nil, let items = try fields.list("input") else {
        throw try missing(fields)
      }
      for item in items { try add(item) }
    }
    guard !messages.isEmpty else { throw fields.wrongValue("input", "at least one item is needed.") }
  }

  private func missing(_ fields: BodyFields) throws(ServerError) -> ServerError {
    _ = try fields.required("input", fields["input"])
    return fields.wrongType("input", "a string or an array of items")
  }

  private mutating func add(_ item: BodyFields) throws(ServerError) {
    switch try item.text("type") ?? "message" {
    case "message": add(try Message(responses: item))
    case "function_call": try addCall(item, arguments: CallArguments.json(item.text("arguments") ?? ""))
    case "custom_tool_call":
      let input = try item.required("input", item.text("input"))
      try addCall(item, arguments: JSONValue.object(["input": .string(input)]).text)
    case "function_call_output", "custom_tool_call_output":
      messages.append(
        Message(
          .tool, parts: try .list(responses: item, "output"),
          toolCallID: try item.required("call_id", item.text("call_id"))))
    // What a model thought or searched before; no upstream takes it back.
    case "reasoning", "web_search_call": break
    case "item_reference":
      throw item.wrongValue("type", "'item_reference' is not supported: send the item itself.")
    case let type:
      throw item.wrongValue("type", "items of type '\(type)' are not supported.")
    }
  }

  private mutating func add(_ message: Message) {
    guard message.role == .assistant, let last = messages.last, !last.toolCalls.isEmpty else {
      return messages.append(message)
    }
    // Said beside its calls: the results must follow the turn that asked for them.
    messages[messages.count - 1].parts += message.parts
  }

  /// Calls made at once, and what was said before them, are one turn.
  private mutating func addCall(
    _ item: BodyFields, arguments: @autoclosure () throws(ServerError) -> String
  ) throws(ServerError) {
    let name = ResponseTools.name(
      try item.required("name", item.text("name")), in: try item.text("namespace"))
    let call = ToolCall(
      id: try item.required("call_id", item.text("call_id")), name: name, arguments: try arguments())
    if messages.last?.role != .assistant { messages.append(Message(.assistant, parts: [])) }
    messages[messages.count - 1].toolCalls.append(call)
  }
}

extension Message {
  fileprivate init(responses item: BodyFields) throws(ServerError) {
    let role: Role =
      switch try item.required("role", item.text("role")) {
      case "system", "developer": .system
      case "user": .user
      case "assistant": .assistant
      case let other:
        throw item.wrongValue(
          "role", "'\(other)' is none of 'user', 'assistant', 'system' and 'developer'.")
      }
    self.init(role, parts: try .list(responses: item, "content"))
  }
}

extension [Message.Part] {
  fileprivate static func list(responses item: BodyFields, _ name: String) throws(ServerError) -> Self {
    let content = try item.required(name, item[name])
    if let text = content.string { return [.text(text)] }
    guard content.array != nil, let list = try item.list(name) else {
      throw item.wrongType(name, "a string or an array of parts")
    }
    var parts: Self = []
    for part in list { parts.append(try Message.Part(responses: part)) }
    return parts
  }
}

extension Message.Part {
  fileprivate init(responses part: BodyFields) throws(ServerError) {
    switch try part.required("type", part.text("type")) {
    case "input_text", "output_text", "text", "summary_text", "reasoning_text":
      self = .text(try part.required("text", part.text("text")))
    case "refusal": self = .text(try part.required("refusal", part.text("refusal")))
    case "input_image":
      guard let url = try part.text("image_url") else {
        throw part.wrongValue("type", "an image needs an 'image_url': this server keeps no files.")
      }
      self = .image(url: url)
    case "input_audio", "input_file": self = .other(part.object)
    case let type:
      throw part.wrongValue("type", "parts of type '\(type)' are not supported.")
    }
  }
}
