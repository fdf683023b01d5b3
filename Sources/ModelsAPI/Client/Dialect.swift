package import Wire

/// An upstream API's way of saying what the domain means.
package protocol Dialect: Sendable {
  /// What else is known of the API.
  static var api: API { get }
  /// Everything in the request that this API cannot do.
  ///
  /// - Parameter streamed: whether the answer is wanted piece by piece.
  func limits(of request: ChatRequest, streamed: Bool) -> [Unsupported]
  func limits(of request: EmbeddingRequest) -> [Unsupported]
  func limits(of feedback: Feedback) -> [Unsupported]
  func limits(of request: BatchRequest) -> [Unsupported]
  func chat(_ request: ChatRequest) -> Operation<Reply>
  func embed(_ request: EmbeddingRequest) -> Operation<EmbeddingReply>
  func submit(_ feedback: Feedback) -> Operation<FeedbackReceipt>
  /// These are `nil` where the API lacks the capability, and so has no such endpoint.
  func stream(_ request: ChatRequest) -> StreamOperation<ReplyEvent>?
  func call(_ request: PluginRequest) -> Operation<PluginReply>?
  func stream(_ request: PluginRequest) -> StreamOperation<ServerSentEvent>?
  func submit(_ request: BatchRequest) -> Operation<BatchJob>?
  func status(of job: BatchJob.ID) -> Operation<BatchJob>?
}

extension Dialect {
  package func limits(of request: EmbeddingRequest) -> [Unsupported] { [] }
  package func limits(of request: BatchRequest) -> [Unsupported] { batchLimits }
  package func stream(_ request: ChatRequest) -> StreamOperation<ReplyEvent>? { nil }
  package func call(_ request: PluginRequest) -> Operation<PluginReply>? { nil }
  package func stream(_ request: PluginRequest) -> StreamOperation<ServerSentEvent>? { nil }
  package func submit(_ request: BatchRequest) -> Operation<BatchJob>? { nil }
  package func status(of job: BatchJob.ID) -> Operation<BatchJob>? { nil }
}

extension Dialect {
  /// That the API has no batch jobs, if it has none.
  package var batchLimits: [Unsupported] {
    Self.api.can(.batches) ? [] : [Unsupported(.batches, in: Self.api.endpoints)]
  }

  /// That the API has no endpoint for something.
  package func failure(without feature: Unsupported.Feature) -> ModelsFailure {
    .unsupported([Unsupported(feature, in: Self.api.endpoints)])
  }
}
