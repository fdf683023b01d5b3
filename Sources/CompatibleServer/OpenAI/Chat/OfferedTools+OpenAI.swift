import ModelsAPI
import Wire

extension OfferedTools {
  /// Reads the tools of a chat.
  init(openAI fields: BodyFields) throws(ServerError) {
    self.init()
    for tool in try fields.list("tools") ?? [] { try add(openAI: tool) }
  }

  /// Clients also send the forms that responses and Anthropic's messages have, which lack the object in between.
  private mutating func add(openAI tool: BodyFields) throws(ServerError) {
    let isFlat = tool["function"] == nil && tool["name"] != nil
    switch try tool.text("type") {
    case "function":
      add(try ToolFunction(openAI: isFlat ? tool : tool.required("function", tool.fields("function"))))
    case nil where isFlat, "custom" where isFlat && tool["input_schema"] != nil:
      add(try ToolFunction(openAI: tool))
    case "custom":
      throw tool.wrongValue("type", "only 'function' is supported.")
    case let type: addHosted(try tool.required("type", type))
    }
  }
}

extension ToolFunction {
  fileprivate init(openAI fields: BodyFields) throws(ServerError) {
    let schema = fields["parameters"] == nil ? "input_schema" : "parameters"
    self.init(
      try fields.required("name", fields.text("name")), description: try fields.text("description"),
      parameters: try fields.fields(schema)?.object, isStrict: try fields.flag("strict"))
  }
}

extension WantedTools {
  /// Reads a chat's choice.
  init(openAI fields: BodyFields) throws(ServerError) {
    switch fields["tool_choice"] {
    case nil: self = .some(ToolChoice(.auto))
    case .string(let word)?: self = .some(ToolChoice(try ToolChoice.Mode(openAI: word, in: fields)))
    default: try self.init(openAIObject: fields.required("tool_choice", fields.fields("tool_choice")))
    }
  }

  private init(openAIObject choice: BodyFields) throws(ServerError) {
    switch try choice.required("type", choice.text("type")) {
    case "function": self = .some(ToolChoice(.tool, allowed: [try ToolChoice.name(of: choice)]))
    case "allowed_tools":
      let allowed = try choice.required("allowed_tools", choice.fields("allowed_tools"))
      let mode = try allowed.required("mode", allowed.text("mode"))
      self = try WantedTools(
        allowed: allowed.required("tools", allowed.list("tools")), isDemanded: mode == "required")
    case let type: self = try WantedTools(hosted: type, choice)
    }
  }
}
