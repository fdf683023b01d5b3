import ModelsAPI
import Wire

extension Tool {
  static func list(openAI fields: BodyFields) throws(ServerError) -> [Tool] {
    var tools: [Tool] = []
    for tool in try fields.list("tools") ?? [] {
      guard try tool.required("type", tool.text("type")) == "function" else {
        throw tool.wrongValue("type", "only 'function' is supported.")
      }
      tools.append(
        .function(try ToolFunction(openAI: try tool.required("function", tool.fields("function")))))
    }
    return tools
  }
}

extension ToolFunction {
  fileprivate init(openAI fields: BodyFields) throws(ServerError) {
    self.init(
      try fields.required("name", fields.text("name")), description: try fields.text("description"),
      parameters: try fields.fields("parameters")?.object, isStrict: try fields.flag("strict"))
  }
}

extension ToolChoice {
  /// - Returns: `nil` where the client leaves it to the model.
  init?(openAI fields: BodyFields, hasTools: Bool) throws(ServerError) {
    try self.init(wanted: Self.wanted(fields), in: fields, hasTools: hasTools)
  }

  /// The choice with what else the request says of it, in the words that all endpoints share.
  ///
  /// - Returns: `nil` where the client leaves it to the model.
  init?(wanted: ToolChoice, in fields: BodyFields, hasTools: Bool) throws(ServerError) {
    let parallel = try fields.flag("parallel_tool_calls")
    guard hasTools else {
      guard wanted.mode == .auto || wanted.mode == .none else {
        throw fields.wrongValue("tool_choice", "it is only allowed with 'tools'.")
      }
      return nil
    }
    guard fields["tool_choice"] != nil || parallel != nil else { return nil }
    self = wanted
    allowsParallelCalls = parallel
  }

  private static func wanted(_ fields: BodyFields) throws(ServerError) -> ToolChoice {
    switch fields["tool_choice"] {
    case nil: return ToolChoice(.auto)
    case .string(let word)?: return ToolChoice(try mode(word, fields))
    default:
      let choice = try fields.required("tool_choice", fields.fields("tool_choice"))
      return try ToolChoice(object: choice)
    }
  }

  private static func mode(_ word: String, _ fields: BodyFields) throws(ServerError) -> Mode {
    switch word {
    case "auto": return .auto
    case "none": return .none
    case "required": return .any
    default: throw fields.wrongValue("tool_choice", "'\(word)' is none of 'auto', 'none' and 'required'.")
    }
  }

  private init(object choice: BodyFields) throws(ServerError) {
    switch try choice.required("type", choice.text("type")) {
    case "function":
      self.init(.tool, allowed: [try Self.name(choice)])
    case "allowed_tools":
      let allowed = try choice.required("allowed_tools", choice.fields("allowed_tools"))
      let mode = try allowed.required("mode", allowed.text("mode"))
      var names: [String] = []
      for tool in try allowed.required("tools", allowed.list("tools")) { names.append(try Self.name(tool)) }
      self.init(mode == "required" ? .any : .auto, allowed: names)
    case let other:
      throw choice.wrongValue("type", "'\(other)' is none of 'function' and 'allowed_tools'.")
    }
  }

  private static func name(_ tool: BodyFields) throws(ServerError) -> String {
    let function = try tool.required("function", tool.fields("function"))
    return try function.required("name", function.text("name"))
  }
}

extension ResponseFormat {
  /// - Returns: `nil` for plain text.
  init?(openAI fields: BodyFields) throws(ServerError) {
    guard let format = try fields.fields("response_format") else { return nil }
    switch try format.required("type", format.text("type")) {
    case "text": return nil
    case "json_object": self = .jsonObject
    case "json_schema":
      let schema = try format.required("json_schema", format.fields("json_schema"))
      self = .jsonSchema(
        name: try schema.required("name", schema.text("name")),
        schema: try schema.required("schema", schema.fields("schema")).object,
        isStrict: try schema.flag("strict"))
    case let other:
      throw format.wrongValue("type", "'\(other)' is none of 'text', 'json_object' and 'json_schema'.")
    }
  }
}
