import Wire

/// In which form the answer's text is to come.
enum RequestedFormat: Equatable, Sendable {
  case text
  /// Any JSON object.
  case object
  /// JSON that fits a schema.
  case schema(JSONValue)
}

extension RequestBody {
  /// Reads `response_format`: a word, or an object whose `type` is that word.
  ///
  /// Source: LLM Gateway API reference, `CompositionSettings`; OpenAI, "Structured outputs", for the object.
  func responseFormat() throws(ErrorResponse) -> RequestedFormat? {
    guard let value = value("response_format") else { return nil }
    if let word = value.string { return try Self.format(named: word, path(of: "response_format")) }
    let format = try RequestBody(value, at: path(of: "response_format"))
    let type = try format.requiredText("type")
    guard type == "json_schema" else { return try Self.format(named: type, format.path(of: "type")) }
    guard let outer = try format.part("json_schema") else { throw .missing(field: format.path(of: type)) }
    _ = try outer.requiredText("name")
    _ = try outer.flag("strict")
    guard let schema = try outer.part("schema") else { throw .missing(field: outer.path(of: "schema")) }
    return .schema(.object(schema.object))
  }

  private static func format(named word: String, _ path: FieldPath) throws(ErrorResponse) -> RequestedFormat {
    switch word {
    case "text": return .text
    case "json", "json_object": return .object
    default: throw .badArgument("Expected text, json_object or json_schema.", field: path)
    }
  }
}
