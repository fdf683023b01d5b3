import Wire

/// A call of a tool as it travels: its arguments are JSON inside a string.
struct EmulatedToolCall: Equatable, Sendable {
  var id: String
  var name: String
  var arguments: String
}

extension EmulatedToolCall {
  /// - Parameter index: `nil` where only the position tells which call it is.
  func json(index: Int?) -> JSONValue {
    var call: JSONObject = ["id": .string(id), "type": "function"]
    call.set("index", index.map { JSONValue($0) })
    call["function"] = ["name": .string(name), "arguments": .string(arguments)]
    return .object(call)
  }
}
