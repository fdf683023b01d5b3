import ModelsAPI
import Wire

extension ResponseFormat {
  /// - Returns: `nil` for plain text.
  init?(openAI fields: BodyFields) throws(ServerError) {
    guard let format = try fields.fields("response_format") else { return nil }
    switch try format.required("type", format.text("type")) {
    case "text": return nil
    case "json_object": self = try .object(format)
    case "json_schema":
      let schema = try format.required("json_schema", format.fields("json_schema"))
      self = .jsonSchema(
        name: try schema.required("name", schema.text("name")),
        schema: try schema.required("schema", schema.schema()),
        isStrict: try schema.flag("strict"))
    case let other:
      throw format.wrongValue("type", "'\(other)' is none of 'text', 'json_object' and 'json_schema'.")
    }
  }

  /// Any object, or one that fits the schema that some clients put beside it.
  static func object(_ format: BodyFields) throws(ServerError) -> ResponseFormat {
    guard let schema = try format.schema() else { return .jsonObject }
    return .jsonSchema(name: try format.text("name") ?? "answer", schema: schema, isStrict: nil)
  }
}

extension BodyFields {
  /// The JSON Schema that is the value of `schema`.
  ///
  /// - Throws: for what is none.
  func schema() throws(ServerError) -> JSONObject? {
    guard let schema = try fields("schema")?.object else { return nil }
    guard let problem = DemandedSchema.problem(in: schema) else { return schema }
    throw wrongValue("schema", "it is no JSON Schema: \(problem).")
  }
}
