import Wire

/// The short form of a JSON Schema: `name, age int, tags [string]: labels`.
///
/// Fields are separated by commas, or by lines where there are several; each is `NAME [TYPE][: DESCRIPTION]`. The
/// schema is an object that must have all of them.
///
/// Source: `llm schemas dsl` (https://llm.datasette.io/en/stable/schemas.html); lists are ours.
struct SchemaShortForm {
  let schema: JSONObject

  /// - Throws: ``SchemaFailure`` for what is no such form.
  init(_ text: String) throws(SchemaFailure) {
    var properties = JSONObject()
    let separator: Character = text.contains(where: \.isNewline) ? "\n" : ","
    let fields = text.split { separator == "," ? $0 == "," : $0.isNewline }
    for field in fields.map(\.trimmed) where !field.isEmpty {
      let (name, property) = try Self.property(field)
      let isTaken = properties.members.contains { $0.name.utf8.elementsEqual(name.utf8) }
      guard !isTaken else { throw .doubleField(name) }
      properties.members.append(JSONObject.Member(name, .object(property)))
    }
    guard !properties.members.isEmpty else { throw .noFields }
    schema = [
      "type": "object", "properties": .object(properties),
      "required": .array(properties.members.map { .string($0.name) }),
    ]
  }

  private static func property(_ field: String) throws(SchemaFailure) -> (name: String, JSONObject) {
    let parts = field.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    let words = parts[0].split(whereSeparator: \.isWhitespace).map(String.init)
    guard let name = words.first, !name.contains(where: { "[]{}\"".contains($0) }) else {
      throw .wrongField(field)
    }
    guard words.count <= 2 else { throw .wrongField(field) }
    var property = try type(words.dropFirst().first ?? "string", of: name)
    let description = parts.dropFirst().first?.trimmed ?? ""
    if !description.isEmpty { property["description"] = .string(description) }
    return (name, property)
  }

  private static let types: [String: JSONValue] = [
    "int": "integer", "float": "number", "bool": "boolean", "str": "string", "string": "string",
  ]

  private static func type(_ word: String, of field: String) throws(SchemaFailure) -> JSONObject {
    if let type = types[word] { return ["type": type] }
    guard word.hasPrefix("["), word.hasSuffix("]"), let inner = types[String(word.dropFirst().dropLast())]
    else {
      throw .unknownType(word, field: field)
    }
    return ["type": "array", "items": ["type": inner]]
  }
}
