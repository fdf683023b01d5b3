package import Wire

/// A model's whole answer, in no API's words, beside the service's own bytes.
package struct Reply: Hashable, Sendable {
  /// The provider's id of the exchange; not what feedback refers to.
  package var id: String?
  /// At least one; the first is the answer.
  package var generations: [Generation]
  package var usage: Usage?
  /// How harmful the service finds what was asked.
  package var inputSafety: Safety?
  /// The model that answered, in its provider's words.
  package var answeringModel: String?
  /// Salesforce's handle for support.
  package var requestID: String?
  /// The body as it came.
  package var body: [UInt8]

  package init(
    id: String?, generations: [Generation], usage: Usage?, inputSafety: Safety? = nil,
    answeringModel: String?,
    requestID: String?, body: [UInt8]
  ) {
    self.id = id
    self.generations = generations
    self.usage = usage
    self.inputSafety = inputSafety
    self.answeringModel = answeringModel
    self.requestID = requestID
    self.body = body
  }
}

/// One text that a model generated.
package struct Generation: Hashable, Sendable {
  /// What feedback refers to.
  package var id: String?
  package var text: String
  package var finishReason: FinishReason?
  package var safety: Safety?
  /// What the model wants to know before it goes on.
  package var toolCalls: [ToolCall]
  /// The provider's account of how sure the model was.
  package var logProbabilities: JSONValue?
  /// What a search found, in the service's words.
  package var webSearchResult: JSONValue?

  package init(
    id: String?, text: String, finishReason: FinishReason? = nil, safety: Safety? = nil,
    toolCalls: [ToolCall] = [], logProbabilities: JSONValue? = nil, webSearchResult: JSONValue? = nil
  ) {
    self.id = id
    self.text = text
    self.finishReason = finishReason
    self.safety = safety
    self.toolCalls = toolCalls
    self.logProbabilities = logProbabilities
    self.webSearchResult = webSearchResult
  }
}

/// Why a model stopped, in its provider's word.
package struct FinishReason: Hashable, Sendable, CustomStringConvertible {
  package let text: String

  package init(_ text: String) { self.text = text }

  package var description: String { text }

  /// Whether the limit of tokens cut the answer.
  package var isTruncation: Bool {
    ["length", "max_tokens"].contains(text.lowercased())
  }
}
