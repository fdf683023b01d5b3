extension JSONValue {
  /// Reads a whole JSON text.
  ///
  /// - Throws: ``JSONError`` with the position in bytes of what is no JSON.
  package init(decoding bytes: [UInt8]) throws(JSONError) {
    var reader = JSONReader(bytes)
    self = try reader.value()
    try reader.end()
  }

  /// Reads a text that is one value.
  ///
  /// - Throws: ``JSONError`` for any other text.
  package init(decoding text: String) throws(JSONError) {
    try self.init(decoding: Array(text.utf8))
  }
}

extension JSONReader {
  /// Reads the next value whole.
  ///
  /// - Throws: ``JSONError`` when no whole value is next.
  package mutating func value() throws(JSONError) -> JSONValue {
    switch try kind() {
    case .null:
      try null()
      return .null
    case .bool: return .bool(try bool())
    case .number: return .number(try number())
    case .string: return .string(try string())
    case .array:
      var values: [JSONValue] = []
      try array { (reader) throws(JSONError) in values.append(try reader.value()) }
      return .array(values)
    case .object:
      var members: [JSONObject.Member] = []
      try object { (name, reader) throws(JSONError) in
        members.append(JSONObject.Member(name.text, try reader.value()))
      }
      return .object(JSONObject(members))
    }
  }
}
