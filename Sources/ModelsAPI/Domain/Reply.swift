package import Wire

/// A model's whole answer, in no API's words, beside the service's own bytes.
package struct Reply: Hashable, Sendable {
  /// The provider's id of the exchange; not what feedback refers to.
  package var id: String?
  /// At least one; the first is the answer.
  package var generations: [Generation]
  /// What the exchange cost, in tokens; `nil` where the service does not count.
  package var usage: Usage?
  /// How harmful the service finds what was asked.
  package var inputSafety: Safety?
  /// The model that answered, in its provider's words.
  package var answeringModel: String?
  /// Salesforce's handle for support.
  package var requestID: String?
  /// The body as it came.
  package var body: [UInt8]

  /// An answer as it was read; what is `nil` the service did not tell.
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
  /// What the model says; empty where it only wants functions called.
  package var text: String
  /// Why the model stopped; `nil` where the service does not say.
  package var finishReason: FinishReason?
  /// How harmful the service finds the text; `nil` where it did not score.
  package var safety: Safety?
  /// What the model wants to know before it goes on.
  package var toolCalls: [ToolCall]
  /// The provider's account of how sure the model was.
  package var logProbabilities: JSONValue?
  /// What a search found, in the service's words.
  package var webSearchResult: JSONValue?

  /// A generation with its text; what is `nil` or empty the service did not tell.
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
  /// The word in its provider's spelling: `stop`, `length` …
  package let text: String

  /// A reason in its provider's word.
  package init(_ text: String) { self.text = text }

  /// The provider's word as it came.
  package var description: String { text }

  /// Whether the service or the provider kept the answer back, or a part of it.
  package var isFiltering: Bool {
    ["content_filter", "content_filtered", "safety", "refusal", "guardrail_intervened"].contains(
      text.lowercased())
  }

  /// Whether the limit of tokens cut the answer.
  package var isTruncation: Bool {
    ["length", "max_tokens"].contains(text.lowercased())
  }
}
