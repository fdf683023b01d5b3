import Wire

/// Reads the input of a Responses body, and checks that calls of tools and their results belong together.
///
/// Source: OpenAI API reference, "Create a model response"; what Codex sends.
struct ResponseConversation {
  private(set) var messages: [PromptConversation.Message] = []
  /// Tools that came with the input.
  private(set) var tools: [RequestBody] = []
  private var calls: [String: Bool] = [:]

  private enum Kind: String, CaseIterable {
    case message, reasoning, compaction
    case functionCall = "function_call"
    case functionResult = "function_call_output"
    case customCall = "custom_tool_call"
    case customResult = "custom_tool_call_output"
    case searchCall = "web_search_call"
    case shellCall = "local_shell_call"
    case shellResult = "local_shell_call_output"
    case toolSearch = "tool_search_call"
    case foundTools = "tool_search_output"
    case additionalTools = "additional_tools"
  }

  init(_ body: RequestBody) throws(ErrorResponse) {
    if let text = try body.text("instructions", isNullable: true) {
      messages.append(.init(role: .system, content: text))
    }
    guard let input = body.value("input"), !input.isNull else {
      throw .missing(field: body.path(of: "input"))
    }
    if let text = input.string {
      messages.append(.init(role: .user, content: text))
      return
    }
    let items = try body.parts("input") ?? []
    guard !items.isEmpty else {
      throw .badArgument("Input must not be empty.", field: body.path(of: "input"))
    }
    for item in items { try read(item) }
    guard let open = calls.filter({ !$0.value }).keys.min() else { return }
    throw .badArgument("No tool output found for function call \(open).", field: body.path(of: "input"))
  }

  private mutating func read(_ item: RequestBody) throws(ErrorResponse) {
    switch try item.word("type", of: Kind.self) ?? .message {
    case .message: try readMessage(item)
    case .functionCall: try readCall(item, arguments: "arguments")
    case .customCall: try readCall(item, arguments: "input")
    case .functionResult, .customResult: try readResult(item)
    case .additionalTools, .foundTools: tools += try item.parts("tools", isNullable: true) ?? []
    case .reasoning, .compaction, .searchCall, .shellCall, .shellResult, .toolSearch: break
    }
  }

  private mutating func readMessage(_ item: RequestBody) throws(ErrorResponse) {
    let roles = ["user": PromptConversation.Role.user, "assistant": .assistant, "system": .system]
    let name = try item.requiredText("role")
    guard let role = name == "developer" ? .system : roles[name] else {
      throw .badArgument("Expected one of user, assistant, system, developer.", field: item.path(of: "role"))
    }
    let content = try ResponseContent(item, "content")
    // Agents tell the surroundings in messages of the user's; they are no question.
    let isContext = content.text.hasPrefix("<environment_context>")
    messages.append(
      .init(role: isContext ? .system : role, content: content.text, attachments: content.attachments))
  }

  private mutating func readCall(_ item: RequestBody, arguments: String) throws(ErrorResponse) {
    let id = try item.requiredText("call_id")
    let call = EmulatedToolCall(
      id: id, name: try item.requiredText("name"), arguments: try item.requiredText(arguments))
    calls[id] = false
    if messages.last?.role == .assistant, messages.last?.calls.isEmpty == false {
      messages[messages.count - 1].calls.append(call)
    } else {
      messages.append(.init(role: .assistant, content: "", calls: [call]))
    }
  }

  private mutating func readResult(_ item: RequestBody) throws(ErrorResponse) {
    let id = try item.requiredText("call_id")
    guard calls[id] != nil else {
      throw .badArgument(
        "No tool call found for function call output with call_id \(id).", field: item.path(of: "call_id"))
    }
    calls[id] = true
    let content = try ResponseContent(item, "output")
    messages.append(
      .init(role: .tool, content: content.text, answeredCall: id, attachments: content.attachments))
  }
}

/// The content of an item: a text, or parts.
struct ResponseContent {
  private(set) var text = ""
  private(set) var attachments: [String] = []

  private enum Kind: String, CaseIterable {
    case text, refusal
    case inputText = "input_text"
    case outputText = "output_text"
    case summary = "summary_text"
    case image = "input_image"
    case file = "input_file"
  }

  init(_ item: RequestBody, _ name: String) throws(ErrorResponse) {
    guard let value = item.value(name), !value.isNull else { throw .missing(field: item.path(of: name)) }
    if let text = value.string {
      self.text = text
      return
    }
    var texts: [String] = []
    for part in try item.parts(name) ?? [] {
      guard let kind = try part.word("type", of: Kind.self) else {
        throw .missing(field: part.path(of: "type"))
      }
      switch kind {
      case .text, .inputText, .outputText, .summary: texts.append(try part.requiredText("text"))
      case .refusal: texts.append(try part.requiredText("refusal"))
      case .image: attachments.append(try Self.image(part))
      case .file: attachments.append("a file")
      }
    }
    text = texts.joined(separator: "\n")
  }

  private static func image(_ part: RequestBody) throws(ErrorResponse) -> String {
    let address = try part.requiredText("image_url")
    if let words = Attachment.description(dataURL: address) { return words }
    guard address.hasPrefix("https://") || address.hasPrefix("http://") else {
      throw .badArgument("Expected an address or base64.", field: part.path(of: "image_url"))
    }
    return "the image at \(address)"
  }
}
