import ModelsAPI
import Wire

/// Reads `tools` and `tool_choice`.
enum ToolReading {
  static func tools(in body: RequestField) throws(ServerError) -> [Tool] {
    var tools: [Tool] = []
    for field in try body["tools"]?.elements() ?? [] { tools.append(.function(try function(field))) }
    return tools
  }

  private static func function(_ field: RequestField) throws(ServerError) -> ToolFunction {
    if let type = field["type"], try type.string() != "custom" {
      throw type.unsupported(
        try type.string(),
        wayOut:
          "Tools of Anthropic's own kinds are known to its servers alone; describe it with an input_schema.")
    }
    return ToolFunction(
      try field.required("name").string(), description: try field["description"]?.string(),
      parameters: try field.required("input_schema").object(), isStrict: try field["strict"]?.bool())
  }

  /// The choice may also be one of its words alone.
  static func choice(in body: RequestField, among tools: [Tool]) throws(ServerError) -> ToolChoice? {
    guard let field = body["tool_choice"] else { return nil }
    let isWord = field.value.string != nil
    let type = isWord ? field : try field.required("type")
    guard let mode = ToolChoice.Mode(rawValue: try type.string()) else {
      throw type.refusal("Input should be 'auto', 'any', 'tool' or 'none'")
    }
    let allowed = mode == .tool ? [try name(field, among: tools)] : []
    guard !tools.isEmpty else {
      guard mode == .auto || mode == .none else { throw field.refusal("there are no tools to choose from") }
      return nil
    }
    let disabled = isWord ? nil : try field["disable_parallel_tool_use"]?.bool()
    return ToolChoice(mode, allowed: allowed, allowsParallelCalls: disabled.map { !$0 })
  }

  private static func name(_ field: RequestField, among tools: [Tool]) throws(ServerError) -> String {
    let name = try field.required("name")
    let wanted = try name.string()
    let isKnown = tools.contains {
      if case .function(let function) = $0 { function.name == wanted } else { false }
    }
    guard isKnown else { throw name.refusal("no tool is called '\(wanted)'") }
    return wanted
  }
}
