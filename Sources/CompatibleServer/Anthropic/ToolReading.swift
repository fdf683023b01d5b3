import ModelsAPI
import Wire

/// Reads `tools` and `tool_choice`.
enum ToolReading {
  /// Clients also send the form that OpenAI's chats have.
  static func tools(in body: RequestField) throws(ServerError) -> OfferedTools {
    var offered = OfferedTools()
    for field in try body["tools"]?.elements() ?? [] {
      switch try field["type"]?.string() {
      case nil, "custom": offered.add(try function(field, try field.required("input_schema")))
      case "function":
        let function = field["function"] ?? field
        offered.add(try self.function(function, function["parameters"] ?? function["input_schema"]))
      case let type?: offered.addHosted(type, name: try field["name"]?.string())
      }
    }
    return offered
  }

  private static func function(
    _ field: RequestField, _ schema: RequestField?
  ) throws(ServerError) -> ToolFunction {
    ToolFunction(
      try field.required("name").string(), description: try field["description"]?.string(),
      parameters: try schema?.object(), isStrict: try field["strict"]?.bool())
  }

  /// The tools to offer, and how the model may use them; the choice may also be one of its words alone.
  static func choice(
    in body: RequestField, among offered: OfferedTools
  ) throws(ServerError) -> ([Tool], ToolChoice?) {
    guard let field = body["tool_choice"] else { return (offered.tools, nil) }
    let isWord = field.value.string != nil
    let mode = try mode(isWord ? field : field.required("type"))
    let disabled = isWord ? nil : try field["disable_parallel_tool_use"]?.bool()
    var choice = ToolChoice(mode, allowsParallelCalls: disabled.map { !$0 })
    if mode == .tool {
      guard let name = try functionName(field, among: offered) else {
        choice.mode = .any
        return (offered.search ?? [], choice)
      }
      choice.allowed = [name]
    }
    guard offered.tools.isEmpty else { return (offered.tools, choice) }
    guard mode == .auto || mode == .none else { throw nothingToChoose(field, offered) }
    return ([], nil)
  }

  private static func mode(_ field: RequestField) throws(ServerError) -> ToolChoice.Mode {
    switch try field.string() {
    case "required": return .any
    case "function": return .tool
    case let word:
      guard let mode = ToolChoice.Mode(rawValue: word) else {
        throw field.refusal("Input should be 'auto', 'any', 'tool' or 'none'")
      }
      return mode
    }
  }

  /// - Returns: `nil` for the search.
  /// - Throws: ``ServerError/unsupported(_:wayOut:)`` for a tool that only Anthropic's own servers run.
  private static func functionName(
    _ field: RequestField, among offered: OfferedTools
  ) throws(ServerError) -> String? {
    let name = try (field["function"] ?? field).required("name")
    let wanted = try name.string()
    if offered.hasFunction(wanted) { return wanted }
    guard let type = offered.hosted[wanted] else { throw name.refusal("no tool is called '\(wanted)'") }
    guard OfferedTools.isSearch(type) else { throw impossible(name, type) }
    return nil
  }

  private static func nothingToChoose(_ field: RequestField, _ offered: OfferedTools) -> ServerError {
    guard let type = offered.leftOut.first else { return field.refusal("there are no tools to choose from") }
    return impossible(field, type)
  }

  private static func impossible(_ field: RequestField, _ type: String) -> ServerError {
    field.unsupported(
      type,
      wayOut:
        "Tools of Anthropic's own kinds are known to its servers alone; describe it with an input_schema.")
  }
}
