import Wire

extension AvailableTools {
  /// Reads `tool_config`.
  ///
  /// Source: the types of Salesforce's own clients; the reference does not have it.
  mutating func readConfiguration(_ body: RequestBody) throws(ErrorResponse) {
    guard let configuration = try body.part("tool_config") else { return }
    mode = try configuration.word("mode", of: Mode.self) ?? mode
    callsInParallel = try configuration.flag("parallel_calls") ?? callsInParallel
    if let tools = try configuration.parts("allowed_tools") {
      allowed = []
      for tool in tools { try allow(tool) }
    }
    let path = body.path(of: "tool_config")
    if mode == .tool, allowed?.isEmpty ?? true { throw .missing(field: path["allowed_tools"]) }
    try checkForce(path["mode"])
  }

  private mutating func allow(_ tool: RequestBody) throws(ErrorResponse) {
    guard try tool.requiredText("type") == "function" else {
      throw .badArgument("Expected function.", field: tool.path(of: "type"))
    }
    try allow(try tool.requiredText("name"), tool.path(of: "name"))
  }

  private mutating func allow(_ name: String, _ path: FieldPath) throws(ErrorResponse) {
    guard functions.contains(where: { $0.name == name }) else {
      throw .badArgument("Tool '\(name)' is not among the tools.", field: path)
    }
    allowed = (allowed ?? []) + [name]
  }

  private func checkForce(_ path: FieldPath) throws(ErrorResponse) {
    guard isForced, functions.isEmpty, !searchesWeb else { return }
    throw .badArgument("A tool can only be called when there are tools.", field: path)
  }
}

extension AvailableTools {
  /// Reads `composition_settings.tool_choice`: a word, or the tool that must be called.
  ///
  /// Source: LLM Gateway API reference, `CompositionSettings`; OpenAI API reference for the words.
  mutating func readChoice(_ composition: RequestBody?) throws(ErrorResponse) {
    guard let composition, let choice = composition.value("tool_choice") else { return }
    let path = composition.path(of: "tool_choice")
    guard choice.object == nil else {
      let function = try RequestBody(choice, at: path).part("function")
      guard let function else { throw .missing(field: path["function"]) }
      mode = .tool
      return try allow(try function.requiredText("name"), function.path(of: "name"))
    }
    switch choice.string {
    case "auto": mode = .auto
    case "none": mode = .none
    case "required", "any": mode = .any
    default: throw .badArgument("Expected auto, none, required, any or a tool.", field: path)
    }
    try checkForce(path)
  }
}
