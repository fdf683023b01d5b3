import ModelsAPI
import Wire

/// Reads one entry of `messages`: each result of a tool becomes a message of its own, and everything else that was
/// said one behind them.
struct MessageReading {
  private let role: Message.Role
  private var results: [Message] = []
  private var parts: [Message.Part] = []
  private var calls: [ToolCall] = []

  static func messages(_ entry: RequestField) throws(ServerError) -> [Message] {
    var reading = MessageReading(role: try role(of: entry))
    let content = try entry.required("content")
    if case .string(let text) = content.value { return [Message(reading.role, text)] }
    for block in try content.elements() { try reading.read(block) }
    return reading.messages
  }

  private init(role: Message.Role) { self.role = role }

  /// Agents put a `system` message into the middle of a conversation.
  private static func role(of entry: RequestField) throws(ServerError) -> Message.Role {
    let field = try entry.required("role")
    switch try field.string() {
    case "user": return .user
    case "assistant": return .assistant
    case "system": return .system
    default: throw field.refusal("Input should be 'user', 'assistant' or 'system'")
    }
  }

  /// A turn that was nothing but thinking leaves no message.
  private var messages: [Message] {
    guard !parts.isEmpty || !calls.isEmpty else { return results }
    return results + [Message(role, parts: parts, toolCalls: calls)]
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
      results.append(try Self.result(block))
    default:
      // What the model said in pieces was one text; what others say in blocks are several.
      parts.append(try ContentBlock.parts(block), separator: role == .assistant ? "" : "\n\n")
    }
  }

  private static func call(_ block: RequestField) throws(ServerError) -> ToolCall {
    ToolCall(
      id: try block.required("id").string(), name: try block.required("name").string(),
      arguments: JSONValue.object(try block.required("input").object()).text)
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
