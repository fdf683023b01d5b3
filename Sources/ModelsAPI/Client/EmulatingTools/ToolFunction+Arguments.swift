import Wire

extension ToolFunction {
  /// Whether the required arguments are there and those that the schema types are of their type. What lies deeper
  /// the function's owner judges better: its complaint goes back to the model.
  func takes(_ arguments: JSONObject) -> Bool {
    let schema = schema
    let required = schema["required"]?.array?.compactMap(\.string) ?? []
    guard required.allSatisfy({ arguments[$0] != nil }) else { return false }
    let properties = schema["properties"]?.object
    return arguments.members.allSatisfy { Self.fits($0.value, properties?[$0.name]) }
  }

  private static func fits(_ value: JSONValue, _ schema: JSONValue?) -> Bool {
    if value.isNull, schema?["nullable"]?.bool == true { return true }
    switch schema?["type"] {
    case .string(let type): return isOf(type, value)
    case .array(let types): return types.contains { isOf($0.string ?? "", value) }
    default: return true
    }
  }

  private static func isOf(_ type: String, _ value: JSONValue) -> Bool {
    switch (type, value) {
    case ("string", .string), ("boolean", .bool), ("array", .array), ("object", .object), ("null", .null),
      ("number", .number):
      true
    case ("integer", .number): value.int != nil
    default: false
    }
  }
}
