import ModelsAPI
import Wire

/// The tools of a request as functions, and the way back from a function's name to the tool.
struct ResponseTools {
  /// What a client knows a function by.
  struct ToolIdentity: Hashable {
    var namespace: String?
    var name: String
    /// Whether its input is a text and no JSON.
    var isCustom = false
  }

  private(set) var tools: [Tool] = []
  private var identities: [String: ToolIdentity] = [:]

  init(_ fields: BodyFields) throws(ServerError) {
    for tool in try fields.list("tools") ?? [] { try add(tool) }
  }

  func identity(of function: String) -> ToolIdentity { identities[function] ?? ToolIdentity(name: function) }

  /// The function's name for the model: functions of different groups may have the same.
  static func name(_ name: String, in namespace: String?) -> String {
    guard let namespace else { return name }
    return namespace.hasSuffix("__") ? namespace + name : "\(namespace)__\(name)"
  }

  private mutating func add(_ tool: BodyFields) throws(ServerError) {
    switch try tool.required("type", tool.text("type")) {
    case "function", "custom": try addFunction(tool, in: nil)
    case "namespace":
      let namespace = try tool.required("name", tool.text("name"))
      for function in try tool.required("tools", tool.list("tools")) {
        try addFunction(function, in: namespace)
      }
    case let type where type.hasPrefix("web_search"): tools.append(.webSearch())
    case let type:
      throw .unsupported(
        ["tools (\(type))"], wayOut: "Functions, custom tools, namespaces and web searches are.")
    }
  }

  private mutating func addFunction(_ tool: BodyFields, in namespace: String?) throws(ServerError) {
    let isCustom = try tool.text("type") == "custom"
    let name = try tool.required("name", tool.text("name"))
    let identity = ToolIdentity(namespace: namespace, name: name, isCustom: isCustom)
    let flat = Self.name(name, in: namespace)
    guard identities.updateValue(identity, forKey: flat) == nil else {
      throw tool.wrongValue("name", "there is another tool of this name.")
    }
    tools.append(
      .function(
        ToolFunction(
          flat, description: try tool.text("description"),
          parameters: isCustom ? try Self.textInput(tool) : try tool.fields("parameters")?.object,
          isStrict: try tool.flag("strict"))))
  }

  /// A custom tool takes any text, perhaps in a grammar of its own, which can only be described.
  private static func textInput(_ tool: BodyFields) throws(ServerError) -> JSONObject {
    let format = try tool.fields("format")
    var input: JSONObject = ["type": "string"]
    if let definition = try format?.text("definition") {
      let syntax = try format?.text("syntax") ?? "a"
      input["description"] = .string("A text in this \(syntax) grammar:\n\n\(definition)")
    }
    return [
      "type": "object", "properties": ["input": .object(input)], "required": ["input"],
      "additionalProperties": false,
    ]
  }
}

extension ToolChoice {
  /// - Returns: `nil` where the client leaves it to the model.
  init?(responses fields: BodyFields, _ tools: ResponseTools) throws(ServerError) {
    try self.init(wanted: Self.wanted(fields), in: fields, hasTools: !tools.tools.isEmpty)
  }

  private static func wanted(_ fields: BodyFields) throws(ServerError) -> ToolChoice {
    switch fields["tool_choice"] {
    case nil, "auto"?: return ToolChoice(.auto)
    case "none"?: return ToolChoice(.none)
    case "required"?: return ToolChoice(.any)
    case .string(let word)?:
      throw fields.wrongValue("tool_choice", "'\(word)' is none of 'auto', 'none' and 'required'.")
    default: return try wanted(object: fields.required("tool_choice", fields.fields("tool_choice")))
    }
  }

  private static func wanted(object choice: BodyFields) throws(ServerError) -> ToolChoice {
    switch try choice.required("type", choice.text("type")) {
    case "function", "custom": return ToolChoice(.tool, allowed: [try name(choice)])
    case "allowed_tools":
      let mode = try choice.text("mode") == "required" ? Mode.any : .auto
      var names: [String] = []
      for tool in try choice.required("tools", choice.list("tools")) where tool["name"] != nil {
        names.append(try name(tool))
      }
      return ToolChoice(mode, allowed: names)
    case let type:
      throw .unsupported(
        ["tool_choice (\(type))"], wayOut: "Leave the choice to the model, or choose a function.")
    }
  }

  private static func name(_ tool: BodyFields) throws(ServerError) -> String {
    ResponseTools.name(try tool.required("name", tool.text("name")), in: try tool.text("namespace"))
  }
}
