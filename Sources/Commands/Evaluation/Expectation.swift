import JSONSchema
import ModelsAPI
import RowEngine
import Wire

/// What is expected of the answer to a row.
struct Expectation: Sendable {
  private enum Check: Sendable {
    case exact, contains
    /// As JSON, or as a text that matches.
    case schema(Schema, isJSON: Bool)
    case similar(Double)
  }

  /// As it stands in the row.
  let text: String
  private let check: Check

  /// - Throws: ``RowProblem`` for a row without it, or one that cannot be compared with.
  init(_ field: String, _ match: AnswerMatch, in record: JSONObject) throws(RowProblem) {
    guard let value = record[field], !value.isNull else { throw .missingField(field) }
    guard !value.fieldText.isEmpty else { throw .missingField(field) }
    text = value.fieldText
    switch match {
    case .exact: check = .exact
    case .contains: check = .contains
    case .json:
      let expected = value.string.map { try? JSONValue(decoding: $0) } ?? value
      guard let expected, let schema = try? Schema(["const": expected]) else {
        throw .wrongType(field: field, wanted: "JSON")
      }
      check = .schema(schema, isJSON: true)
    case .regex:
      guard let schema = try? Schema(["pattern": .string(text)]) else {
        throw .wrongType(field: field, wanted: "a regular expression")
      }
      check = .schema(schema, isJSON: false)
    case .similar(let limit): check = .similar(limit)
    }
  }

  /// Whether embeddings are needed to compare.
  var isByEmbeddings: Bool { if case .similar = check { true } else { false } }

  /// Why an answer is not as expected; `nil`: it is.
  ///
  /// - Parameter similarity: to what is expected, where that is asked for.
  func reason(against answer: String, similarity: Double?) -> String? {
    switch check {
    case .exact: return answer.trimmed == text.trimmed ? nil : "it is not what is expected"
    case .contains: return answer.contains(text) ? nil : "it does not contain what is expected"
    case .schema(let schema, isJSON: false):
      return schema.misfits(of: .string(answer)).isEmpty ? nil : "it does not match the regular expression"
    case .schema(let schema, isJSON: true):
      guard let json = try? JSONValue(decoding: CodeFence.content(of: answer) ?? answer) else {
        return "it is no JSON"
      }
      return schema.misfits(of: json).isEmpty ? nil : "it is another JSON value than expected"
    case .similar(let limit):
      let similarity = similarity ?? 0
      return similarity >= limit
        ? nil : "its similarity to what is expected is \(similarity), less than \(limit)"
    }
  }
}
