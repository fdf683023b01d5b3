import JSONSchema
import Wire

extension FailureExamples {
  /// All that ``SchemaFailure`` and what it carries tell apart.
  static let schemas = FailureExamples(
    "Schemas", "What `--schema` and `sfmodels schema` take: a file, JSON, or the short form.",
    [unfit(#"{"properties":{"NAME":{"type":"WORD"}}}"#)].compactMap { $0 }
      + [
        SchemaError.unknownDialect("http://json-schema.org/draft-07/schema#", at: "#"),
        .unknownVocabulary("URL"),
        .foreignReference("URL", at: "#/properties/NAME"),
        .danglingReference("#/$defs/NAME", at: "#/properties/NAME"), .endlessReference(at: "#/$defs/NAME"),
        .doubleIdentifier("NAME", at: "#/$defs/NAME"),
        .pattern("PATTERN", .unexpectedEnd, at: "#/properties/NAME"),
      ].map(SchemaFailure.wrong)
      + [
        SchemaFailure.notJSON(JSONError(.unexpectedEnd, at: 1).description),
        SchemaFailure.noFile("FILE.json"), SchemaFailure.noFields,
        SchemaFailure.wrongField("NAME WORD WORD"), SchemaFailure.doubleField("NAME"),
        SchemaFailure.unknownType("WORD", field: "NAME"),
      ])

  /// What a document is told that is no schema.
  private static func unfit(_ document: String) -> (any Error)? {
    do {
      _ = try AnswerSchema(document)
      return nil
    } catch {
      return error
    }
  }
}
