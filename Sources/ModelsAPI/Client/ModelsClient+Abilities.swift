extension ModelsClient {
  /// All of the request that this API cannot do; nothing is sent.
  ///
  /// - Parameter streamed: whether the answer is wanted piece by piece.
  package func limits(of request: ChatRequest, streamed: Bool) -> [Unsupported] {
    dialect.limits(of: request, streamed: streamed)
  }

  /// All of a request for vectors that this API cannot do; nothing is sent.
  package func limits(of request: EmbeddingRequest) -> [Unsupported] { dialect.limits(of: request) }

  /// - Throws: ``ModelsFailure/unsupported(_:)`` with all of the request that this API cannot do; nothing is sent.
  package func check(_ request: ChatRequest, streamed: Bool) throws {
    try Self.refuse(limits(of: request, streamed: streamed))
  }
}
