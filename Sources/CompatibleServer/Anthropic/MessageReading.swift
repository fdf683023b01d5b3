import ModelsAPI
import Wire

/// Reads one entry of `messages`: each result of a tool becomes a message of its own, and everything else that was
/// said one behind them.
struct MessageReading {
  private(set) var messages: [Message] = []
  /// Types of blocks that say nothing to a model here.
  private(set) var passedOver: [String] = []
  private let role: Message.Role
  private var parts: [Message.Part] = []
  private var calls: [ToolCall] = []
  /// The calls of other servers' tools whose results stand here, too.
  private var answered: Set<String> = []

  init(_ entry: RequestField) throws(ServerError) {
    if let message = try Message(openAIEntry: entry) {
      (role, messages) = (message.role, [message])
      return
    }
    role = try Self.role(of: entry)
    let content = try entry.required("content")
    if case .string(let text) = content.value {
      messages = [Message(role, text)]
      return
    }
    let blocks = try content.elements()
    answered = Set(blocks.compactMap { ForeignBlock($0.value).answeredCall })
    for block in blocks { try read(block) }
    // A turn that was nothing but thinking leaves no message; one without a block is a question without a text.
    if role == .user, blocks.isEmpty { messages = [Message(role, parts: [])] }
    flush()
  }

  /// Agents put a `system` message into the middle of a conversation.
  private static func role(of entry: RequestField) throws(ServerError) -> Message.Role {
    let field = try entry.required("role")
    switch try field.string() {
    case "user": return .user
    case "assistant": return .assistant
    case "system", "developer": return .system
    default: throw field.refusal("Input should be 'user', 'assistant' or 'system'")
    }
  }

  private mutating func flush() {
    guard !parts.isEmpty || !calls.isEmpty else { return }
    messages.append(Message(role, parts: parts, toolCalls: calls))
    (parts, calls) = ([], [])
  }

  private mutating func read(_ block: RequestField) throws(ServerError) {
    let type = try block.required("type")
    switch try type.string() {
    // Signed by another model for itself: nobody else can read it.
    case "thinking", "redacted_thinking": break
    case "tool_use":
      guard role == .assistant else { throw type.refusal("'tool_use' belongs to an assistant's message") }
      calls.append(try Self.call(block))
    case "tool_result":
      guard role == .user else { throw type.refusal("'tool_result' belongs to a user's message") }
      messages.append(try Self.result(block))
    case let kind where ContentBlock.isForeign(kind) || role == .assistant && !ContentBlock.isKnown(kind):
      read(ForeignBlock(block.value), kind)
    default:
      // What the model said in pieces was one text; what others say in blocks are several.
      parts.append(try ContentBlock.parts(block), separator: role == .assistant ? "" : "\n\n")
    }
  }

  /// A call is told together with its result.
  private mutating func read(_ block: ForeignBlock, _ type: String) {
    if let call = block.call, answered.contains(call.id) {
      calls.append(call)
    } else if let id = block.answeredCall, calls.contains(where: { $0.id == id }), let result = block.result {
      flush()
      messages.append(Message(.tool, parts: [.text(result)], toolCallID: id))
    } else if let text = block.text {
      parts.append([.text(text)], separator: "\n\n")
    } else {
      passedOver.append(UnreadFields.isPlain(type) ? type : "block")
    }
  }

  private static func call(_ block: RequestField) throws(ServerError) -> ToolCall {
    ToolCall(
      id: try block.required("id").string(), name: try block.required("name").string(),
      arguments: try arguments(block["input"]))
  }

  /// Clients put together from a stream what came without arguments, and have a text that is empty, or nothing.
  private static func arguments(_ input: RequestField?) throws(ServerError) -> String {
    guard let input, !(input.value.string.map(CallArguments.isMissing) ?? false) else { return "{}" }
    return JSONValue.object(try input.object()).text
  }

  private static func result(_ block: RequestField) throws(ServerError) -> Message {
    var parts: [Message.Part] = []
    // There is no other place for it that every model understands.
    if try block["is_error"]?.bool() ?? false { parts.append([.text("Error:")], separator: "") }
    if let content = block["content"] {
      parts.append(try resultParts(content), separator: " ")
    }
    if parts.isEmpty { parts = [.text("")] }
    return Message(.tool, parts: parts, toolCallID: try block.required("tool_use_id").string())
  }

  private static func resultParts(_ content: RequestField) throws(ServerError) -> [Message.Part] {
    if case .string(let text) = content.value { return [.text(text)] }
    var parts: [Message.Part] = []
    for block in try content.elements() { parts.append(try ContentBlock.parts(block), separator: "\n\n") }
    return parts
  }
}

extension Message {
  /// A message as OpenAI's chats have it: with calls beside the content, or as a tool's own turn.
  ///
  /// - Returns: `nil` for any other.
  fileprivate init?(openAIEntry entry: RequestField) throws(ServerError) {
    let isResult = entry["role"]?.value == "tool" && entry["tool_call_id"] != nil
    guard isResult || entry["tool_calls"] != nil, let object = entry.value.object else { return nil }
    try self.init(openAI: BodyFields(object, at: "\(entry.path)."))
  }
}

extension [Message.Part] {
  /// Adds parts; a text that follows a text continues it, for not every model takes more than one.
  mutating func append(_ more: [Message.Part], separator: String) {
    for part in more {
      guard case .text(let text) = part, case .text(let before)? = last else {
        append(part)
        continue
      }
      self[count - 1] = .text(before + separator + text)
    }
  }
}
