import Wire

extension AvailableTools {
  /// Reads `tools` and `tool_choice` of a Responses body, and tools that came with its input.
  ///
  /// Source: OpenAI API reference, "Create a model response"; the groups of functions that Codex sends.
  init(responses body: RequestBody, _ others: [RequestBody]) throws(ErrorResponse) {
    self.init()
    for tool in (try body.parts("tools", isNullable: true) ?? []) + others {
      try add(responses: tool, in: nil)
    }
    callsInParallel = body.value("parallel_tool_calls")?.bool ?? true
    try readChoice(responses: body)
  }

  private mutating func add(responses tool: RequestBody, in namespace: String?) throws(ErrorResponse) {
    switch try tool.requiredText("type") {
    case "function":
      var function = try Function(named: try tool.requiredText("name"), schema: "parameters", of: tool)
      function.namespace = namespace
      functions.append(function)
    case "custom":
      functions.append(
        Function(name: try tool.requiredText("name"), namespace: namespace, takesText: true))
    case "namespace":
      let name = try tool.requiredText("name")
      for inner in try tool.parts("tools") ?? [] { try add(responses: inner, in: name) }
    case let type where type.hasPrefix("web_search"): searchesWeb = true
    case "local_shell", "shell", "apply_patch", "tool_search", "image_generation", "file_search", "mcp",
      "code_interpreter", "computer", "computer_use_preview":
      break
    default: throw .badArgument("Unknown type of tool.", field: tool.path(of: "type"))
    }
  }

  private mutating func readChoice(responses body: RequestBody) throws(ErrorResponse) {
    guard let choice = body.value("tool_choice"), !choice.isNull else { return }
    let path = body.path(of: "tool_choice")
    guard choice.object == nil else { return try readChoice(object: RequestBody(choice, at: path)) }
    switch choice.string {
    case "auto": mode = .auto
    case "none": mode = .none
    case "required": mode = .any
    default: throw .badArgument("Expected auto, none, required or a tool.", field: path)
    }
  }

  private mutating func readChoice(object choice: RequestBody) throws(ErrorResponse) {
    switch try choice.requiredText("type") {
    case "function", "custom": try allowNamed([choice])
    case "allowed_tools":
      mode = try choice.word("mode", among: ["auto", "required"]) == "required" ? .any : .auto
      let isForced = mode == .any
      try allowNamed((try choice.parts("tools") ?? []).filter { $0.value("name") != nil })
      mode = isForced ? .any : .auto
    case let type where type.hasPrefix("web_search"):
      mode = .any
      allowed = []
    default: break
    }
  }

  private mutating func allowNamed(_ tools: [RequestBody]) throws(ErrorResponse) {
    mode = .tool
    allowed = []
    for tool in tools {
      let name = try tool.requiredText("name")
      guard functions.contains(where: { $0.name == name }) else {
        throw .badArgument(
          "Tool choice '\(name)' not found in 'tools' parameter.", field: tool.path(of: "name"))
      }
      allowed?.append(name)
    }
  }
}
