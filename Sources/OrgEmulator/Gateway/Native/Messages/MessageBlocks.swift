import Wire

/// What the blocks of a message hold.
///
/// Source: Anthropic API reference, the content blocks of a message.
struct MessageBlocks {
  private(set) var texts: [String] = []
  private(set) var attachments: [String] = []
  private(set) var calls: [EmulatedToolCall] = []
  private(set) var results: [PromptConversation.Message] = []

  private enum Kind: String, CaseIterable {
    case text, image, document, thinking
    case redactedThinking = "redacted_thinking"
    case toolUse = "tool_use"
    case toolResult = "tool_result"
    case searchResult = "search_result"
    case toolReference = "tool_reference"
    case serverToolUse = "server_tool_use"
    case webSearchResult = "web_search_tool_result"
    case webFetchResult = "web_fetch_tool_result"
    case codeResult = "code_execution_tool_result"
    case toolSearchResult = "tool_search_tool_result"
  }

  init(_ message: RequestBody, _ role: PromptConversation.Role) throws(ErrorResponse) {
    try self.init(content: message, isRequired: true)
    if role != .assistant, !calls.isEmpty {
      throw .badArgument(
        "`tool_use` blocks can only be in `assistant` messages", field: message.path(of: "content"))
    }
    guard role != .user, !results.isEmpty else { return }
    throw .badArgument(
      "`tool_result` blocks can only be in `user` messages", field: message.path(of: "content"))
  }

  private init(content body: RequestBody, isRequired: Bool) throws(ErrorResponse) {
    guard let content = body.value("content"), !content.isNull else {
      guard isRequired else { return }
      throw .missing(field: body.path(of: "content"))
    }
    if let text = content.string {
      texts = [text]
      return
    }
    for block in try body.parts("content") ?? [] { try read(block) }
  }

  private mutating func read(_ block: RequestBody) throws(ErrorResponse) {
    guard let kind = try block.word("type", of: Kind.self) else {
      throw .missing(field: block.path(of: "type"))
    }
    switch kind {
    case .text: texts.append(try block.requiredText("text"))
    case .image:
      attachments.append(try block.source(of: ["image/jpeg", "image/png", "image/gif", "image/webp"]))
    case .document: attachments.append(try block.source(of: ["application/pdf", "text/plain"]))
    case .thinking:
      _ = try block.requiredText("thinking")
      _ = try block.requiredText("signature")
    case .redactedThinking: _ = try block.requiredText("data")
    case .toolUse: calls.append(try EmulatedToolCall(block: block))
    case .toolResult: try readResult(block)
    case .searchResult, .toolReference, .serverToolUse, .webSearchResult, .webFetchResult, .codeResult,
      .toolSearchResult:
      break
    }
  }

  private mutating func readResult(_ block: RequestBody) throws(ErrorResponse) {
    let id = try block.requiredText("tool_use_id")
    _ = try block.flag("is_error")
    let inner = try MessageBlocks(content: block, isRequired: false)
    results.append(
      .init(
        role: .tool, content: inner.texts.joined(separator: "\n"), answeredCall: id,
        attachments: inner.attachments))
  }
}

extension EmulatedToolCall {
  fileprivate init(block: RequestBody) throws(ErrorResponse) {
    let id = try block.requiredText("id")
    let name = try block.requiredText("name")
    guard let input = try block.part("input") else { throw .missing(field: block.path(of: "input")) }
    self.init(id: id, name: name, arguments: JSONValue.object(input.object).text)
  }
}

extension RequestBody {
  /// What an image or a document is; Amazon takes their bytes alone, no addresses.
  fileprivate func source(of mediaTypes: [String]) throws(ErrorResponse) -> String {
    guard let source = try part("source") else { throw .missing(field: path(of: "source")) }
    guard let type = try source.word("type", among: ["base64", "text", "content"]) else {
      throw .missing(field: source.path(of: "type"))
    }
    guard type == "base64" else { return "a document" }
    guard let mediaType = try source.word("media_type", among: mediaTypes) else {
      throw .missing(field: source.path(of: "media_type"))
    }
    guard let words = Attachment.description(mediaType, base64: try source.requiredText("data")) else {
      throw .badArgument("Expected base64.", field: source.path(of: "data"))
    }
    return words
  }
}
