import Wire

extension Tool {
  var gateway: JSONValue {
    switch self {
    case .function(let function): ["type": "function", "function": .object(function.gateway)]
    case .webSearch(let provider, let options):
      ["type": "web_search", "web_search": .object(Self.search(provider, options))]
    case .other(let object): .object(object)
    }
  }

  private static func search(_ provider: String?, _ options: JSONObject) -> JSONObject {
    var search = JSONObject()
    search.set("provider", provider.map { .string($0) })
    if !options.members.isEmpty { search["options"] = .object(options) }
    return search
  }
}

extension ToolFunction {
  fileprivate var gateway: JSONObject {
    var object: JSONObject = ["name": .string(name)]
    object.set("description", description.map { .string($0) })
    object["parameters"] = .object(schema)
    object.set("strict", isStrict.map { .bool($0) })
    return object
  }
}

extension ToolChoice {
  var gateway: JSONObject {
    var object: JSONObject = ["mode": .string(mode.rawValue)]
    if !allowed.isEmpty {
      object["allowed_tools"] = .array(allowed.map { ["type": "function", "name": .string($0)] })
    }
    object.set("parallel_calls", allowsParallelCalls.map { .bool($0) })
    return object
  }
}

extension ResponseFormat {
  var gateway: JSONObject {
    switch self {
    case .text: ["type": "text"]
    case .jsonObject: ["type": "json_object"]
    case .jsonSchema(let name, let schema, let isStrict):
      ["type": "json_schema", "json_schema": .object(Self.schema(name, schema, isStrict))]
    }
  }

  private static func schema(_ name: String, _ schema: JSONObject, _ isStrict: Bool?) -> JSONObject {
    var object: JSONObject = ["name": .string(name)]
    object.set("strict", isStrict.map { .bool($0) })
    object["schema"] = .object(schema)
    return object
  }
}
