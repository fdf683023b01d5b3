import ModelsAPI
import Wire

/// The items of a request's `input` as the turns of a conversation.
struct ResponseInput {
  private(set) var messages: [Message] = []
  /// Types of items that say nothing to a model here.
  private(set) var passedOver: [String] = []
  /// Ids of the calls that have results.
  private var answered: Set<String> = []
  /// Ids of the calls that were told.
  private var called: Set<String> = []

  init(_ fields: BodyFields) throws(ServerError) {
    if let instructions = try fields.text("instructions"), !instructions.isEmpty {
      messages.append(Message(.system, instructions))
    }
    if let text = fields["input"]?.string {
      messages.append(Message(.user, text))
    } else {
      guard fields["input"]?.array != nil, let items = try fields.list("input") else {
        throw try missing(fields)
      }
      answered = Set(items.compactMap { ForeignItem($0.object).answeredCall })
      for item in items { try add(item) }
    }
    guard !messages.isEmpty else { throw fields.wrongValue("input", "at least one item is needed.") }
  }

  private func missing(_ fields: BodyFields) throws(ServerError) -> ServerError {
    try WrongForm.refuse(fields.object, lacking: "input")
    _ = try fields.required("input", fields["input"])
    return fields.wrongType("input", "a string or an array of items")
  }

  private mutating func add(_ item: BodyFields) throws(ServerError) {
    switch try item.text("type") ?? "message" {
    case "message": add(try Message(responses: item))
    case "function_call": try addCall(item, arguments: CallArguments.json(item.text("arguments") ?? ""))
    case "custom_tool_call":
      let input = try item.text("input") ?? ""
      try addCall(item, arguments: JSONValue.object(["input": .string(input)]).text)
    case "function_call_output", "custom_tool_call_output":
      messages.append(
        Message(
          .tool, parts: item["output"] == nil ? [] : try .list(responses: item, "output"),
          toolCallID: try item.required("call_id", item.text("call_id"))))
    // What a model thought before; no upstream takes it back. The tools are read where tools are.
    case "reasoning", "additional_tools": break
    case "item_reference":
      throw item.wrongValue("type", "'item_reference' is not supported: send the item itself.")
    case let type: add(ForeignItem(item.object), type)
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
    add(
      ToolCall(
        id: try item.required("call_id", item.text("call_id")), name: name, arguments: try arguments()))
  }

  private mutating func add(_ call: ToolCall) {
    if messages.last?.role != .assistant { messages.append(Message(.assistant, parts: [])) }
    messages[messages.count - 1].toolCalls.append(call)
    called.insert(call.id)
  }

  /// A call is told together with its result; a call without one would wait for it for ever.
  private mutating func add(_ item: ForeignItem, _ type: String) {
    if let call = item.call, let result = item.ownResult {
      add(call)
      messages.append(Message(.tool, parts: [.text(result)], toolCallID: call.id))
    } else if let call = item.call, answered.contains(call.id) {
      add(call)
    } else if let id = item.answeredCall, called.contains(id), let result = item.result {
      messages.append(Message(.tool, parts: [.text(result)], toolCallID: id))
    } else if let message = item.message {
      add(message)
    } else {
      passedOver.append(UnreadFields.isPlain(type) ? type : "item")
    }
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
