import Wire

/// Makes up a JSON value that fits a JSON Schema, the same each time, with words of the user where they fit.
///
/// Source: JSON Schema 2020-12; OpenAI, "Structured outputs", for the part of it that models are asked to follow.
struct SchemaSampler {
  private let words: String
  private let schema: JSONValue

  init(about words: String, schema: JSONValue) {
    self.words = words
    self.schema = schema
  }

  var value: JSONValue { value(for: schema, named: "", depth: 0) }

  private func value(for schema: JSONValue, named name: String, depth: Int) -> JSONValue {
    // A schema may speak of itself without end.
    guard depth < 10 else { return .null }
    if let fixed = schema.object?["const"] { return fixed }
    if let choices = schema["enum"]?.array { return choice(among: choices) }
    if let inner = alternative(of: schema) { return value(for: inner, named: name, depth: depth + 1) }
    switch type(of: schema) {
    case "object": return .object(object(schema, depth))
    case "array": return .array(array(schema, name, depth))
    case "integer": return Number(schema).integer
    case "number": return Number(schema).value
    case "boolean": return true
    case "null": return .null
    default: return .string(StringSampler(named: name, schema: schema, words: words).text)
    }
  }

  /// The choice that the user named, else the first.
  private func choice(among choices: [JSONValue]) -> JSONValue {
    let lower = words.lowercased()
    let named = choices.first { lower.contains($0.string?.lowercased() ?? "\u{0}") }
    return named ?? choices.first ?? .null
  }

  /// The schema that stands for this one: what it refers to, its first alternative, all its parts together.
  private func alternative(of schema: JSONValue) -> JSONValue? {
    if let reference = schema["$ref"]?.string { return target(of: reference) ?? [:] }
    if let first = (schema["anyOf"] ?? schema["oneOf"])?.array?.first(where: { $0["type"] != "null" }) {
      return first
    }
    guard let parts = schema["allOf"]?.array, var whole = schema.object else { return nil }
    whole["allOf"] = nil
    for part in parts { whole.merge((part["$ref"]?.string.flatMap(target) ?? part).object ?? [:]) }
    return .object(whole)
  }

  /// What `#/$defs/Name` means.
  private func target(of reference: String) -> JSONValue? {
    var path: JSONValue? = schema
    for name in reference.split(separator: "/").dropFirst() { path = path?[String(name)] }
    return path
  }

  private func type(of schema: JSONValue) -> String {
    let types = schema["type"]?.array?.compactMap(\.string) ?? []
    if let type = schema["type"]?.string ?? types.first(where: { $0 != "null" }) ?? types.first {
      return type
    }
    if schema["properties"] != nil { return "object" }
    return schema["items"] == nil ? "string" : "array"
  }

  /// The required properties; all of them where none is.
  private func object(_ schema: JSONValue, _ depth: Int) -> JSONObject {
    let properties = schema["properties"]?.object?.members ?? []
    let required = schema["required"]?.array?.compactMap(\.string) ?? []
    var object = JSONObject()
    for property in properties where required.isEmpty || required.contains(property.name) {
      object[property.name] = value(for: property.value, named: property.name, depth: depth + 1)
    }
    return object
  }

  private func array(_ schema: JSONValue, _ name: String, _ depth: Int) -> [JSONValue] {
    let most = schema["maxItems"]?.int ?? .max
    let count = min(max(schema["minItems"]?.int ?? 0, depth > 6 ? 0 : 1), most, 100)
    let item = value(for: schema["items"] ?? ["type": "string"], named: name, depth: depth + 1)
    return Array(repeating: item, count: max(0, count))
  }
}

/// A number within the bounds of a schema.
private struct Number {
  private let schema: JSONValue

  init(_ schema: JSONValue) { self.schema = schema }

  var integer: JSONValue {
    let least = lowest.rounded(.up)
    let lowest = schema["exclusiveMinimum"]?.double == least ? least + 1 : least
    return JSONValue(Int(exactly: lowest) ?? 1)
  }

  var value: JSONValue {
    guard let bound = schema["exclusiveMinimum"]?.double else { return JSONValue(lowest) }
    guard let top = schema["maximum"]?.double ?? schema["exclusiveMaximum"]?.double else {
      return JSONValue(bound + 1)
    }
    return JSONValue((bound + top) / 2)
  }

  /// The least allowed number, 1 where that is allowed, the greatest where all are below.
  private var lowest: Double {
    let least = schema["minimum"]?.double ?? schema["exclusiveMinimum"]?.double
    let most = schema["maximum"]?.double ?? schema["exclusiveMaximum"].flatMap(\.double).map { $0 - 1 }
    let number = max(least ?? -.infinity, min(1, most ?? 1))
    let step = schema["multipleOf"]?.double ?? 0
    guard step > 0 else { return number }
    return (number / step).rounded(.up) * step
  }
}
