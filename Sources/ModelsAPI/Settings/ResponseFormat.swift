package import Wire

/// In which form an answer is wanted.
package enum ResponseFormat: Hashable, Sendable {
  case text
  /// Any JSON object.
  case jsonObject
  /// JSON that fits a schema.
  case jsonSchema(name: String, schema: JSONObject, isStrict: Bool?)
}

/// How the gateway composes the messages that the model sees.
package struct CompositionSettings: Hashable, Sendable {
  /// Takes the place of the system's message.
  package var systemMessage: String?
  /// A word or an object; the place where newer requests say it is ``ToolChoice``.
  package var toolChoice: JSONValue?
  /// A word or an object; the place where newer requests say it is ``ResponseFormat``.
  package var responseFormat: JSONValue?

  /// Settings with what is given; what is `nil` is not sent.
  package init(
    systemMessage: String? = nil, toolChoice: JSONValue? = nil, responseFormat: JSONValue? = nil
  ) {
    self.systemMessage = systemMessage
    self.toolChoice = toolChoice
    self.responseFormat = responseFormat
  }
}

/// What stands behind the masked places of a prompt.
package struct SlotFillingData: Hashable, Sendable {
  /// Placeholders that were found, with their classification.
  package var slots: [JSONObject]
  /// The object `placeholders` as it stands in the body; empty is not sent.
  package var placeholders: JSONObject
  /// The object `classifications` as it stands in the body; empty is not sent.
  package var classifications: JSONObject

  /// Data with what is given; what is empty is not sent.
  package init(slots: [JSONObject] = [], placeholders: JSONObject = [:], classifications: JSONObject = [:]) {
    self.slots = slots
    self.placeholders = placeholders
    self.classifications = classifications
  }
}
