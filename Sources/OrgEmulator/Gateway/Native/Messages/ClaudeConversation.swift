import Wire

/// Reads the conversation of a Messages body, and checks that calls of tools and their results stand together.
///
/// Source: Anthropic, "How to implement tool use", for the order; what coding agents send for `role: "system"` amid.
struct ClaudeConversation {
  private(set) var messages: [PromptConversation.Message] = []
  /// The calls that have no result yet.
  private var open: [String] = []

  init(_ body: RequestBody) throws(ErrorResponse) {
    if let system = try body.system() { messages.append(.init(role: .system, content: system)) }
    let list = try body.messages()
    for message in list { try read(message) }
    guard open.isEmpty else { throw missingResults(body.path(of: "messages")[list.count - 1]) }
  }

  private mutating func read(_ body: RequestBody) throws(ErrorResponse) {
    let name = try body.requiredText("role")
    guard let role = PromptConversation.Role(rawValue: name), role != .tool else {
      throw .badArgument("Expected one of user, assistant, system.", field: body.path(of: "role"))
    }
    let blocks = try MessageBlocks(body, role)
    if role != .system { try close(blocks.results, body.path(of: "content")) }
    open += blocks.calls.map(\.id)
    messages += blocks.results
    // What agents say beside results is no question of the user's.
    let text = blocks.texts.joined(separator: "\n")
    guard blocks.results.isEmpty || !PromptConversation.withoutReminders(text).isEmpty else { return }
    messages.append(
      .init(role: role, content: text, calls: blocks.calls, attachments: blocks.attachments))
  }

  private mutating func close(
    _ results: [PromptConversation.Message], _ path: FieldPath
  ) throws(ErrorResponse) {
    let answered = results.compactMap(\.answeredCall)
    if let stray = answered.first(where: { !open.contains($0) }) {
      throw .badArgument(
        """
        unexpected `tool_use_id` found in `tool_result` blocks: \(stray). Each `tool_result` block must have a \
        corresponding `tool_use` block in the previous message.
        """, field: path)
    }
    open.removeAll { answered.contains($0) }
    guard open.isEmpty else { throw missingResults(path) }
  }

  private func missingResults(_ path: FieldPath) -> ErrorResponse {
    .badArgument(
      """
      `tool_use` ids were found without `tool_result` blocks immediately after: \(open.joined(separator: ", ")). Each \
      `tool_use` block must have a corresponding `tool_result` block in the next message.
      """, field: path)
  }
}

extension RequestBody {
  /// The system prompt: a text, or blocks of text.
  fileprivate func system() throws(ErrorResponse) -> String? {
    guard let value = value("system"), !value.isNull else { return nil }
    if let text = value.string { return text }
    var texts: [String] = []
    for block in try parts("system") ?? [] {
      _ = try block.word("type", among: ["text"])
      texts.append(try block.requiredText("text"))
    }
    return texts.joined(separator: "\n")
  }
}
