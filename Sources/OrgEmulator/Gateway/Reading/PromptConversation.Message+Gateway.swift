import Wire

extension PromptConversation.Message {
  /// Reads a message of a gateway chat.
  ///
  /// Source: LLM Gateway API reference, `ChatMessageRequest`; Salesforce's own clients for `tool_invocations`.
  init(gateway body: RequestBody) throws(ErrorResponse) {
    guard let role = PromptConversation.Role(rawValue: try body.requiredText("role")) else {
      throw .badArgument("Expected one of system, user, assistant, tool.", field: body.path(of: "role"))
    }
    self.init(role: role, content: try body.messageContent())
    _ = try body.text("name")
    answeredCall = try body.text("tool_call_id")
    // `tool_calls` is dropped, which shows only when a tool's message follows.
    guard role == .assistant else { return }
    for call in try body.parts("tool_invocations", isNullable: true) ?? [] {
      calls.append(try EmulatedToolCall(call))
    }
  }
}

extension EmulatedToolCall {
  fileprivate init(_ body: RequestBody) throws(ErrorResponse) {
    let id = try body.requiredText("id")
    guard let function = try body.part("function") else {
      throw .missing(field: body.path(of: "function"))
    }
    // A JSON string, not an object.
    let arguments = try function.requiredText("arguments")
    self.init(id: id, name: try function.requiredText("name"), arguments: arguments)
  }
}

/// Checks that tools only answer calls.
enum ToolHistory {
  static func check(_ messages: [PromptConversation.Message]) throws(ErrorResponse) {
    var calls: Set<String> = []
    for (index, message) in messages.enumerated() {
      guard message.role == .tool else {
        calls = Set(message.calls.map(\.id))
        continue
      }
      guard let id = message.answeredCall, calls.contains(id) else {
        throw .badArgument(complaint, field: FieldPath()["messages"][index])
      }
    }
  }

  private static let complaint =
    "Messages with role 'tool' must be a response to a preceding message with 'tool_calls'"
}
