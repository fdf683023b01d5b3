import CommandTree
import RowEngine
import Wire

/// The fields of a row by the names of options, with `_` or `-` between words; CSV says everything in texts.
///
/// What is `null` or an empty text is not there.
struct RowFields: Sendable {
  let record: JSONObject

  /// - Throws: what makes the row unusable; a text is taken for the whole of the named field.
  init(_ content: Row.Content, textIs field: String) throws(RowProblem) {
    switch content {
    case .record(let record): self.record = record
    case .text(let text): record = [field: .string(text)]
    case .unusable(let problem): throw problem
    }
  }

  /// The names with `_` between words, and with `-`.
  static func spellings(_ names: [String]) -> Set<String> {
    Set(names + names.map { name in String(name.map { $0 == "_" ? "-" : $0 }) })
  }

  func value(_ name: String) -> JSONValue? {
    let dashed = String(name.map { $0 == "_" ? "-" : $0 })
    guard let value = record[name] ?? record[dashed], value != .null, value != .string("") else { return nil }
    return value
  }

  func text(_ name: String) throws(RowProblem) -> String? {
    guard let value = value(name) else { return nil }
    guard case .string(let text) = value else { throw .wrongType(field: name, wanted: "a string") }
    return text
  }

  func requiredText(_ name: String) throws(RowProblem) -> String {
    guard let text = try text(name) else {
      throw record[name] == .string("") ? .empty : .missingField(name)
    }
    return text
  }

  func number(_ name: String) throws(RowProblem) -> Double? {
    try parsed(name, "a number") { $0.double ?? $0.string.flatMap { try? Double(argument: $0) } }
  }

  func whole(_ name: String) throws(RowProblem) -> Int? {
    try parsed(name, "a whole number") { $0.int ?? $0.string.flatMap { Int($0) } }
  }

  func flag(_ name: String) throws(RowProblem) -> Bool? {
    try parsed(name, "true or false") { $0.bool ?? $0.string.flatMap { try? Bool(argument: $0) } }
  }

  func object(_ name: String) throws(RowProblem) -> JSONObject? {
    try parsed(name, "an object") { value in
      value.object ?? value.string.flatMap { (try? JSONValue(decoding: $0))?.object }
    }
  }

  /// One text, or an array of them.
  func texts(_ name: String) throws(RowProblem) -> [String]? {
    try parsed(name, "a string or an array of strings") { value in
      if let text = value.string { return [text] }
      guard let texts = value.array?.map(\.string), !texts.contains(nil) else { return nil }
      return texts.compactMap { $0 }
    }
  }

  /// What is written as an argument of an option.
  func choice<Choice: Value>(_ name: String, _ wanted: String) throws(RowProblem) -> Choice? {
    try parsed(name, wanted) { $0.string.flatMap { try? Choice(argument: $0.lowercased()) } }
  }

  /// What the row's result is known by; `nil`: its number.
  ///
  /// - Parameter field: must be there; without it `id` may be.
  func id(_ field: String? = nil) throws(RowProblem) -> JSONValue? {
    let name = field ?? "id"
    switch value(name) {
    case nil where field != nil: throw .missingField(name)
    case nil: return nil
    case .string(let text): return .string(text)
    case .number(let digits): return .number(digits)
    default: throw .wrongType(field: name, wanted: "a string or a number")
    }
  }

  /// - Parameter wanted: what a value should be that `parse` cannot read, after "something else than".
  func parsed<Content>(
    _ name: String, _ wanted: String, _ parse: (JSONValue) -> Content?
  ) throws(RowProblem) -> Content? {
    guard let value = value(name) else { return nil }
    guard let content = parse(value) else { throw .wrongType(field: name, wanted: wanted) }
    return content
  }
}
