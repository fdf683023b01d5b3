import Wire

extension AvailableTools {
  /// Reads `tools` and `tool_choice` of a Messages body.
  ///
  /// Source: Anthropic API reference, "Create a Message".
  init(messages body: RequestBody) throws(ErrorResponse) {
    self.init()
    for tool in try body.parts("tools", isNullable: true) ?? [] { try add(messages: tool) }
    guard let choice = try body.part("tool_choice", isNullable: true) else { return }
    try readChoice(messages: choice)
    guard body.value("tools")?.array?.isEmpty ?? true else { return }
    throw .badArgument(
      "tool_choice may only be specified while providing tools.", field: body.path(of: "tool_choice"))
  }

  private mutating func add(messages tool: RequestBody) throws(ErrorResponse) {
    let name = try tool.requiredText("name")
    guard name.wholeMatch(of: /[A-Za-z0-9_-]{1,128}/) != nil else {
      throw .badArgument(
        "Expected letters, digits, underscores and dashes, 128 at most.", field: tool.path(of: "name"))
    }
    guard let type = try tool.text("type", isNullable: true), type != "custom" else {
      return functions.append(try Function(named: name, schema: "input_schema", of: tool))
    }
    if type.hasPrefix("web_search_") { searchesWeb = true }
    // These are carried out by the client; what runs at the vendor's is never called here.
    guard ["bash_", "text_editor_", "computer_", "memory_"].contains(where: type.hasPrefix) else { return }
    functions.append(Function(name: name))
  }

  private mutating func readChoice(messages choice: RequestBody) throws(ErrorResponse) {
    callsInParallel = !(try choice.flag("disable_parallel_tool_use") ?? false)
    guard let type = try choice.word("type", among: ["auto", "any", "tool", "none"]) else {
      throw .missing(field: choice.path(of: "type"))
    }
    mode = Mode(rawValue: type) ?? .auto
    guard mode == .tool else { return }
    let name = try choice.requiredText("name")
    guard functions.contains(where: { $0.name == name }) || searchesWeb && name == "web_search" else {
      throw .badArgument("Tool '\(name)' not found in provided tools.", field: choice.path(of: "name"))
    }
    allowed = [name]
  }
}

extension AvailableTools.Function {
  /// A function whose schema must be there and hold no type that JSON Schema does not know.
  init(named name: String, schema field: String, of tool: RequestBody) throws(ErrorResponse) {
    guard let schema = try tool.part(field) else { throw .missing(field: tool.path(of: field)) }
    _ = try tool.text("description")
    self.init(name: name, parameters: .object(schema.object))
    guard let wrong = SchemaTypes.unknown(in: parameters) else { return }
    throw .badArgument(
      "Invalid schema for function '\(name)': '\(wrong)' is not a type.", field: tool.path(of: field))
  }
}
