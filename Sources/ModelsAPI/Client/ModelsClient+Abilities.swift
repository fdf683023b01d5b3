extension ModelsClient {
  /// - Throws: ``ModelsFailure/unsupported(_:)`` with all of the request that this API cannot do; nothing is sent.
  package func check(_ request: ChatRequest) throws {
    try Self.refuse(dialect.limits(of: request))
  }
}
