import RowEngine
import Wire

/// The text of a row: what stands in one of its fields, or a text in which several have their places.
struct RowText: Sendable {
  private let template: PromptTemplate?
  /// The fields that are looked at.
  let names: [String]

  /// - Parameter field: a name, or a template: `{{Subject}} {{Description}}`.
  /// - Throws: ``TemplateFailure``, and ``CommandFailure/unusableOption(_:reason:)`` for what is no field.
  init(_ field: String) throws {
    guard field.contains("{{") else {
      (template, names) = (nil, [field])
      return
    }
    let template = try TemplateFile(text: field, path: "--text-field").text
    for part in template.parts {
      switch part {
      case .text, .variable: break
      case .input, .file:
        throw CommandFailure.unusableOption(
          "--text-field", reason: "only fields have a place in it: {{NAME}}")
      }
    }
    (self.template, names) = (template, template.variables)
  }

  /// - Throws: ``RowProblem``; fields of a template may be empty, the whole may not.
  func value(in record: JSONObject) throws(RowProblem) -> String {
    guard let template else { return try value(of: names[0], in: record) }
    var values: [String: String] = [:]
    for name in names {
      guard let value = record[name] else { throw .missingField(name) }
      values[name] = value.fieldText
    }
    let text = template.filled { part in
      switch part {
      case .text(let text): text
      case .variable(let name): values[name] ?? ""
      case .input, .file: ""
      }
    }
    guard !text.isBlank else { throw .empty }
    return text
  }

  private func value(of name: String, in record: JSONObject) throws(RowProblem) -> String {
    switch record[name] {
    case .string(let text): return text
    case nil, .null: throw .missingField(name)
    default: throw .wrongType(field: name, wanted: "a string")
    }
  }
}

extension JSONObject {
  /// The field that is a record's id: queries spell names in letters of either case.
  var recordIDName: String? { members.first { $0.name.lowercased() == "id" }?.name }
}
