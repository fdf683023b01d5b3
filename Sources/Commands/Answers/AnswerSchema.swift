import Wire

/// A JSON Schema, as far as an answer is held against it: types, required and the types of properties at the first level.
///
/// Source: JSON Schema 2020-12, "type", "required", "properties".
struct AnswerSchema {
  let schema: JSONObject

  /// - Throws: ``InputFailure`` when the file cannot be read or is no JSON object.
  init(file: String) throws {
    schema = try JSONArgument(argument: "@" + file).object()
  }

  init(_ schema: JSONObject) { self.schema = schema }

  /// - Throws: ``CommandFailure/unfitAnswer(path:reason:)`` with the first thing that does not fit.
  func check(_ text: String) throws {
    let answer: JSONValue
    do {
      answer = try JSONValue(decoding: text)
    } catch {
      throw CommandFailure.unfitAnswer(path: "$", reason: "it is no JSON: \(error)")
    }
    try check(answer, against: schema, at: "$")
    guard let object = answer.object else { return }
    for name in schema["required"]?.array?.compactMap(\.string) ?? [] where object[name] == nil {
      throw CommandFailure.unfitAnswer(path: "$.\(name)", reason: "it is missing")
    }
    for property in schema["properties"]?.object?.members ?? [] {
      guard let value = object[property.name], let expected = property.value.object else { continue }
      try check(value, against: expected, at: "$.\(property.name)")
    }
  }

  private func check(_ value: JSONValue, against schema: JSONObject, at path: String) throws {
    guard let type = schema["type"] else { return }
    let allowed = type.array?.compactMap(\.string) ?? [type.string].compactMap { $0 }
    guard !allowed.contains(where: value.isOfType) else { return }
    throw CommandFailure.unfitAnswer(
      path: path, reason: "it is not of type \(allowed.joined(separator: " or "))")
  }
}

extension JSONValue {
  fileprivate func isOfType(_ type: String) -> Bool {
    switch (self, type) {
    case (.null, "null"), (.bool, "boolean"), (.string, "string"), (.array, "array"), (.object, "object"),
      (.number, "number"):
      true
    case (.number, "integer"): int != nil
    default: false
    }
  }
}
