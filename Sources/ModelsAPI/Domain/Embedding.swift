package import Wire

/// Texts to be turned into vectors.
package struct EmbeddingRequest: Hashable, Sendable {
  package var model: ModelName
  package var inputs: [String]
  package var localization: Localization?
  package var tags: JSONObject
  /// The LLM Gateway's alone.
  package var masksPersonalData: Bool?
  /// Passed through to the model's provider; the LLM Gateway's alone.
  package var parameters: JSONObject = [:]
  /// Merged last into the body.
  package var extraFields: JSONObject

  package init(
    model: ModelName, inputs: [String], localization: Localization? = nil, tags: JSONObject = [:],
    extraFields: JSONObject = [:]
  ) {
    self.model = model
    self.inputs = inputs
    self.localization = localization
    self.tags = tags
    self.extraFields = extraFields
  }
}

/// The vectors of one request, one for each input and in its order.
package struct EmbeddingReply: Hashable, Sendable {
  package var embeddings: [Embedding]
  package var usage: Usage?
  package var requestID: String?
  /// The body as it came.
  package var body: [UInt8]

  package init(embeddings: [Embedding], usage: Usage?, requestID: String?, body: [UInt8]) {
    self.embeddings = embeddings
    self.usage = usage
    self.requestID = requestID
    self.body = body
  }
}

/// One vector, as the JSON array the service wrote: its digits are never parsed unless a format needs numbers.
package struct Embedding: Hashable, Sendable {
  /// A JSON array of numbers.
  package var json: ArraySlice<UInt8>
  /// How many numbers it holds.
  package var dimensions: Int

  package init(json: ArraySlice<UInt8>, dimensions: Int) {
    self.json = json
    self.dimensions = dimensions
  }
}
