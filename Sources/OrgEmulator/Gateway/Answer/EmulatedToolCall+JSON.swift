import Wire

extension EmulatedToolCall {
  /// - Parameter index: `nil` where only the position tells which call it is.
  func json(index: Int?) -> JSONValue {
    var call: JSONObject = ["id": .string(id), "type": "function"]
    call.set("index", index.map { JSONValue($0) })
    call["function"] = ["name": .string(name), "arguments": .string(arguments)]
    return .object(call)
  }
}
