import ModelsAPI
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

  /// How APIs are asked for it.
  var format: ResponseFormat { .jsonSchema(name: "answer", schema: schema, isStrict: nil) }

  /// What the model must be told; `nil` where the API can be asked.
  func form(where dialect: any Dialect) -> EmulatedForm? {
    var request = ChatRequest(model: ModelName(""), .prompt(""))
    request.settings.responseFormat = format
    let limits = dialect.limits(of: request, streamed: false)
    let isLacking = limits.contains { $0.feature == .setting(.responseFormat) }
    return isLacking ? EmulatedForm(format) : nil
  }

  /// Says what is not as people may take it to be: who asks for the form, and what of it is not checked.
  func remark(on dialect: any Dialect, _ notes: Notes) {
    if form(where: dialect) != nil {
      notes.note("the API has no response formats: the schema is asked for in the prompt")
    }
    let unchecked = uncheckedKeywords
    guard !unchecked.isEmpty else { return }
    notes.note("the answer is not checked for \(unchecked.joined(separator: ", "))")
  }

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

  /// Keywords that only describe.
  private static let annotations: Set<String> = [
    "$schema", "$id", "$comment", "title", "description", "default", "examples", "deprecated", "readOnly",
    "writeOnly",
  ]

  /// The keywords that an answer is not held against, as they stand: `$defs`, `minLength` …
  var uncheckedKeywords: [String] {
    var found: Set<String> = []
    Self.collect(schema, checked: ["type", "required", "properties"], into: &found)
    for property in schema["properties"]?.object?.members ?? [] {
      Self.collect(property.value.object ?? [:], checked: ["type"], into: &found)
    }
    return found.sorted()
  }

  private static func collect(_ schema: JSONObject, checked: Set<String>, into found: inout Set<String>) {
    for name in schema.members.map(\.name) where !checked.contains(name) && !annotations.contains(name) {
      found.insert(name)
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
