extension ModelsClient {
  /// All of the request that this API cannot do; nothing is sent.
  package func limits(of request: ChatRequest) -> [Unsupported] { dialect.limits(of: request) }

  package func limits(of request: EmbeddingRequest) -> [Unsupported] { dialect.limits(of: request) }

  /// - Throws: ``ModelsFailure/unsupported(_:)`` with all of the request that this API cannot do; nothing is sent.
  package func check(_ request: ChatRequest) throws {
    try Self.refuse(dialect.limits(of: request))
  }
}
