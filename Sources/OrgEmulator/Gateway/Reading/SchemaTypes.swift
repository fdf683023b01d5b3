import Wire

/// Looks for type names that JSON Schema does not know; they are lower case.
///
/// Source: JSON Schema 2020-12, Validation §6.1.1; Salesforce's own clients lower them before they send.
enum SchemaTypes {
  private static let known: Set = ["object", "array", "string", "number", "integer", "boolean", "null"]
  /// What stands here is data, not a schema.
  private static let data: Set = ["const", "default", "enum", "example", "examples"]

  /// The first unknown type in a schema or in one within it.
  static func unknown(in schema: JSONValue) -> String? {
    switch schema {
    case .array(let parts): parts.lazy.compactMap(unknown).first
    case .object(let object): wrongType(object["type"]) ?? inner(of: object)
    default: nil
    }
  }

  private static func inner(of object: JSONObject) -> String? {
    object.members.lazy.filter { !data.contains($0.name) }.compactMap { unknown(in: $0.value) }.first
  }

  /// A property may be called "type": then its value is a schema and not a name.
  private static func wrongType(_ type: JSONValue?) -> String? {
    let names = type?.string.map { [$0] } ?? type?.array?.compactMap(\.string) ?? []
    return names.first { !known.contains($0) }
  }
}
