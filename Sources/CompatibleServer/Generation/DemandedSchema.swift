import JSONSchema
import Wire

/// A JSON Schema that a client demands of answers, as far as this server looks at it.
enum DemandedSchema {
  /// Beyond it the originals take no schema either, and to look at it would keep others waiting.
  private static let limit = 120_000

  /// What makes it no schema, with the place in it; `nil` for what may be passed on: also a schema of another draft, whose
  /// rules are not known here, and a regular expression of another dialect.
  static func problem(in schema: JSONObject) -> String? {
    let document = JSONValue.object(schema)
    guard document.bytes.count <= limit else { return nil }
    do {
      _ = try Schema(document)
      return nil
    } catch let error as SchemaError {
      return words(of: error)
    } catch {
      return "\(error)"
    }
  }

  private static func words(of error: SchemaError) -> String? {
    switch error {
    case .unfit, .foreignReference, .danglingReference, .endlessReference, .doubleIdentifier: "\(error)"
    case .unknownDialect, .unknownVocabulary, .pattern: nil
    }
  }
}
