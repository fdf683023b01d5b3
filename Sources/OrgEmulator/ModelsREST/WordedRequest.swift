import Wire

/// A conversation in which tools, their results and the form of the answer are told in words, because the API has no
/// fields for them. A well-behaved model does what it is told.
///
/// Read as a model reads it: a line of the system's that is an object with a name and parameters offers a function; calls
/// are asked for as `{"tool_calls": […]}`; what stands behind the words "JSON Schema" is the form of the answer.
struct WordedRequest {
  private(set) var conversation: PromptConversation
  private(set) var availableTools = AvailableTools()
  private(set) var format = RequestedFormat.text

  init(_ conversation: PromptConversation) {
    self.conversation = conversation
    for message in conversation.messages where message.role == .system { read(instruction: message.content) }
    // A prompt has no place for instructions but behind its words.
    if let last = conversation.messages.last, last.role == .user { readForm(last.content) }
    guard !availableTools.functions.isEmpty else { return }
    self.conversation.messages = conversation.messages.flatMap(\.toldWithTools)
  }

  /// Whether nothing is asked for but words.
  var isPlain: Bool { availableTools.functions.isEmpty && format == .text }

  /// What the model answers: a text, or the object that calls.
  func answer(
    of model: CatalogueModel, _ directives: Directives, _ scripted: ScriptedReply?, _ ids: GenerationIDs
  ) -> String {
    var request = GatewayRequest(model: model, conversation: conversation, masksData: true)
    request.availableTools = availableTools
    request.format = format
    let choice = ChoiceBuilder(request: request, directives: directives, scriptedReply: scripted)
      .choice(0, id: ids.generation)
    guard !choice.calls.isEmpty else { return choice.text }
    var object = JSONObject()
    if !choice.text.isEmpty { object["text"] = .string(choice.text) }
    object["tool_calls"] = .array(choice.calls.map(\.worded))
    return JSONValue.object(object).text
  }

  private mutating func read(instruction: String) {
    if instruction.contains(#"{"tool_calls":"#) { readFunctions(instruction) }
    readForm(instruction)
  }

  private mutating func readForm(_ instruction: String) {
    if let schema = Self.schema(in: instruction) {
      format = .schema(schema)
    } else if instruction.contains("as one JSON object") {
      format = .object
    }
  }

  private mutating func readFunctions(_ instruction: String) {
    for line in instruction.split(separator: "\n") {
      guard line.hasPrefix("{"), let object = (try? JSONValue(decoding: String(line)))?.object,
        let name = object["name"]?.string, let parameters = object["parameters"], parameters.object != nil
      else { continue }
      availableTools.functions.append(.init(name: name, parameters: parameters))
    }
    availableTools.callsInParallel = !instruction.contains("exactly one call")
    if instruction.contains("must be a call of") { availableTools.mode = .any }
  }

  /// The object that begins a line behind the words "JSON Schema:".
  private static func schema(in instruction: String) -> JSONValue? {
    guard let words = instruction.firstRange(of: "JSON Schema:") else { return nil }
    let rest = instruction[words.upperBound...].drop(while: \.isWhitespace)
    guard rest.hasPrefix("{") else { return nil }
    // Its end is where it can be read: other instructions may follow.
    let ends = rest.indices.filter { rest[$0] == "}" }
    return ends.lazy.compactMap { try? JSONValue(decoding: String(rest[...$0])) }.first
  }
}

extension PromptConversation.Message {
  /// The message with its calls and results, where its words are such.
  fileprivate var toldWithTools: [PromptConversation.Message] {
    switch role {
    case .assistant: [withCalls]
    case .user: results
    case .system, .tool: [self]
    }
  }

  private var withCalls: PromptConversation.Message {
    guard content.hasPrefix("{"), let object = try? JSONValue(decoding: content),
      let calls = object["tool_calls"]?.array
    else { return self }
    var message = self
    message.content = object["text"]?.string ?? ""
    message.calls = calls.map { call in
      EmulatedToolCall(id: "", name: call["name"]?.string ?? "", arguments: call["arguments"]?.text ?? "{}")
    }
    return message
  }

  /// Results between their marks, and what the user says behind them.
  private var results: [PromptConversation.Message] {
    var results: [PromptConversation.Message] = []
    var rest = content[...]
    while rest.hasPrefix("<tool_result"), let open = rest.firstIndex(of: ">"),
      let end = rest.firstRange(of: "</tool_result>")
    {
      let text = rest[rest.index(after: open)..<end.lowerBound]
      results.append(.init(role: .tool, content: text.trimmingSpaces))
      rest = rest[end.upperBound...].drop(while: \.isWhitespace)
    }
    guard !results.isEmpty else { return [self] }
    return rest.isEmpty ? results : results + [.init(role: .user, content: String(rest))]
  }
}

extension EmulatedToolCall {
  fileprivate var worded: JSONValue {
    ["name": .string(name), "arguments": (try? JSONValue(decoding: arguments)) ?? [:]]
  }
}
