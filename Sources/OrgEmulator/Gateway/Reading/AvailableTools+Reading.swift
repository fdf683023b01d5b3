import Wire

/// Source: LLM Gateway API reference, `ChatCompletionTool`.
private enum ToolKind: String, CaseIterable {
  case function
  case webSearch = "web_search"
}

extension AvailableTools {
  /// Reads the tools of a chat and what it says about their use.
  init(_ body: RequestBody, _ composition: RequestBody?) throws(ErrorResponse) {
    self.init()
    for tool in try body.parts("tools") ?? [] { try add(tool) }
    try readChoice(composition)
    try readConfiguration(body)
  }

  private mutating func add(_ tool: RequestBody) throws(ErrorResponse) {
    switch try tool.word("type", of: ToolKind.self) {
    case nil: throw .missing(field: tool.path(of: "type"))
    case .function: functions.append(try Function(tool))
    case .webSearch:
      let search = try tool.part("web_search")
      _ = try search?.text("provider")
      _ = try search?.part("options")
      searchesWeb = true
    }
  }
}

extension AvailableTools.Function {
  fileprivate init(_ tool: RequestBody) throws(ErrorResponse) {
    guard let function = try tool.part("function") else { throw .missing(field: tool.path(of: "function")) }
    let name = try function.requiredText("name")
    // OpenAI API reference, `function.name`.
    guard name.wholeMatch(of: /[A-Za-z0-9_-]{1,64}/) != nil else {
      throw .badArgument(
        "Expected letters, digits, underscores and dashes, 64 at most.", field: function.path(of: "name"))
    }
    _ = try function.text("description")
    _ = try function.flag("strict")
    let parameters = try function.part("parameters")
    self.init(name: name, parameters: .object(parameters?.object ?? [:]))
    guard let wrong = SchemaTypes.unknown(in: self.parameters) else { return }
    throw .badArgument(
      "Invalid schema for function '\(name)': '\(wrong)' is not a type.",
      field: function.path(of: "parameters"))
  }
}
