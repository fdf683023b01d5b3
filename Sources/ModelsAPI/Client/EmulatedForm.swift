import Wire

/// A form of answers for an upstream that has none: the model is asked for it in words.
package struct EmulatedForm: Hashable, Sendable {
  /// What the model is told.
  package let instruction: String

  /// `nil` for text, which needs no asking.
  package init?(_ format: ResponseFormat) {
    switch format {
    case .text: return nil
    case .jsonObject: instruction = Self.object
    case .jsonSchema(_, let schema, _):
      instruction = """
        \(Self.object)

        The object must be valid against this JSON Schema:

        \(JSONValue.object(schema).text)
        """
    }
  }

  private static let object = """
    Give your answer to the user as one JSON object and nothing else, with no text before or after it and no code \
    fence.
    """
}
