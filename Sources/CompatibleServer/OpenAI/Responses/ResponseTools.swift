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

  private(set) var offered = OfferedTools()
  private var identities: [String: ToolIdentity] = [:]

  init(_ fields: BodyFields) throws(ServerError) {
    for tool in try fields.list("tools") ?? [] { try add(tool) }
    guard fields["input"]?.array != nil else { return }
    for item in try fields.list("input") ?? [] where Self.offering.contains(item["type"]?.string ?? "") {
      for tool in try item.list("tools") ?? [] { try addLater(tool) }
    }
  }

  var tools: [Tool] { offered.tools }

  /// Items of an input that offer tools: coding agents send them there alone.
  private static let offering: Set<String> = ["additional_tools", "tool_search_output"]

  func identity(of function: String) -> ToolIdentity { identities[function] ?? ToolIdentity(name: function) }

  /// The function's name for the model: functions of different groups may have the same.
  static func name(_ name: String, in namespace: String?) -> String {
    guard let namespace else { return name }
    return namespace.hasSuffix("__") ? namespace + name : "\(namespace)__\(name)"
  }

  private mutating func add(_ tool: BodyFields) throws(ServerError) {
    for function in try functions(of: tool, in: nil) {
      guard identities.updateValue(function.identity, forKey: function.flatName) == nil else {
        throw tool.wrongValue("name", "there is another tool of this name.")
      }
      offered.add(function.described)
    }
  }

  /// A history may offer the same tools again and again; the first offer counts.
  private mutating func addLater(_ tool: BodyFields) throws(ServerError) {
    for function in try functions(of: tool, in: nil) where identities[function.flatName] == nil {
      identities[function.flatName] = function.identity
      offered.add(function.described)
    }
  }

  private struct Function {
    let identity: ToolIdentity
    let described: ToolFunction

    var flatName: String { described.name }
  }

  /// The functions that a tool is made of; none for one that only its own server runs.
  private mutating func functions(of tool: BodyFields, in namespace: String?) throws(ServerError)
    -> [Function]
  {
    switch try tool.required("type", tool.text("type")) {
    case "function", "custom": return [try Self.function(tool, in: namespace)]
    case "namespace":
      let name = try tool.required("name", tool.text("name"))
      var functions: [Function] = []
      for inner in try tool.required("tools", tool.list("tools")) {
        functions += try self.functions(of: inner, in: name)
      }
      return functions
    case let type:
      offered.addHosted(type)
      return []
    }
  }

  private static func function(_ tool: BodyFields, in namespace: String?) throws(ServerError) -> Function {
    // Chats have it one object deeper.
    let tool = try tool["name"] == nil ? tool.fields("function") ?? tool : tool
    let isCustom = try tool.text("type") == "custom"
    let name = try tool.required("name", tool.text("name"))
    return Function(
      identity: ToolIdentity(namespace: namespace, name: name, isCustom: isCustom),
      described: ToolFunction(
        Self.name(name, in: namespace), description: try tool.text("description"),
        parameters: isCustom ? try textInput(tool) : try tool.fields("parameters")?.object,
        isStrict: try tool.flag("strict")))
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
