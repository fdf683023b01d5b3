package import Wire

/// Texts to be turned into vectors.
package struct EmbeddingRequest: Hashable, Sendable {
  /// Which model is asked.
  package var model: ModelName
  /// The texts; each becomes one vector.
  package var inputs: [String]
  /// Languages and regions of the texts; `nil` is not sent.
  package var localization: Localization?
  /// Values of the client's own, attached to the request; empty is not sent.
  package var tags: JSONObject
  /// The LLM Gateway's alone.
  package var masksPersonalData: Bool?
  /// Passed through to the model's provider; the LLM Gateway's alone.
  package var parameters: JSONObject = [:]
  /// Merged last into the body.
  package var extraFields: JSONObject

  /// A request with what both APIs take; what is the LLM Gateway's alone is set afterwards.
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
  /// One vector for each input, in the inputs' order.
  package var embeddings: [Embedding]
  /// What the request cost, in tokens; `nil` where the service does not count.
  package var usage: Usage?
  /// Who answered, in the provider's spelling; `nil` where the answer does not say.
  package var answeringModel: String?
  /// Salesforce's handle for support; `nil` where the answer had none.
  package var requestID: String?
  /// The body as it came.
  package var body: [UInt8]

  /// Vectors as they were read; what is `nil` the service did not tell.
  package init(
    embeddings: [Embedding], usage: Usage?, answeringModel: String?, requestID: String?, body: [UInt8]
  ) {
    self.embeddings = embeddings
    self.usage = usage
    self.answeringModel = answeringModel
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

  /// A vector as it stands in the service's answer, with its count of numbers.
  package init(json: ArraySlice<UInt8>, dimensions: Int) {
    self.json = json
    self.dimensions = dimensions
  }
}
