package import HTTPTypes
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
  /// These are `nil` where the API lacks the capability, and so has no such endpoint.
  func embed(_ request: EmbeddingRequest) -> Operation<EmbeddingReply>?
  func submit(_ feedback: Feedback) -> Operation<FeedbackReceipt>?
  func stream(_ request: ChatRequest) -> StreamOperation<ReplyEvent>?
  func call(_ request: PluginRequest) -> Operation<PluginReply>?
  func stream(_ request: PluginRequest) -> StreamOperation<ServerSentEvent>?
  func submit(_ request: BatchRequest) -> Operation<BatchJob>?
  /// The head of a request that travels as it is.
  func native(_ request: NativeRequest) -> HTTPRequest?
  func status(of job: BatchJob.ID) -> Operation<BatchJob>?
}

extension Dialect {
  /// That the API has no embeddings, if it has none; otherwise nothing.
  package func limits(of request: EmbeddingRequest) -> [Unsupported] { limits(of: .embeddings) }
  /// That the API takes no feedback, if it takes none; otherwise nothing.
  package func limits(of feedback: Feedback) -> [Unsupported] { limits(of: .feedback) }
  /// That the API has no batch jobs, if it has none; otherwise nothing.
  package func limits(of request: BatchRequest) -> [Unsupported] { limits(of: .batches) }
  /// `nil`: an API without embeddings.
  package func embed(_ request: EmbeddingRequest) -> Operation<EmbeddingReply>? { nil }
  /// `nil`: an API that takes no feedback.
  package func submit(_ feedback: Feedback) -> Operation<FeedbackReceipt>? { nil }
  /// `nil`: an API whose answers do not come piece by piece.
  package func stream(_ request: ChatRequest) -> StreamOperation<ReplyEvent>? { nil }
  /// `nil`: an API without plug-ins.
  package func call(_ request: PluginRequest) -> Operation<PluginReply>? { nil }
  /// `nil`: an API without plug-ins.
  package func stream(_ request: PluginRequest) -> StreamOperation<ServerSentEvent>? { nil }
  /// `nil`: an API that has its own words alone.
  package func native(_ request: NativeRequest) -> HTTPRequest? { nil }
  /// `nil`: an API without batch jobs.
  package func submit(_ request: BatchRequest) -> Operation<BatchJob>? { nil }
  /// `nil`: an API without batch jobs.
  package func status(of job: BatchJob.ID) -> Operation<BatchJob>? { nil }
}

extension Dialect {
  /// That the API has no endpoint for something, if it has none; otherwise nothing.
  package func limits(of feature: Unsupported.Feature) -> [Unsupported] {
    guard let capability = feature.capability, !Self.api.can(capability) else { return [] }
    return [Unsupported(feature, in: Self.api.endpoints)]
  }

  /// That the API has no endpoint for something.
  package func failure(without feature: Unsupported.Feature) -> ModelsFailure {
    .unsupported([Unsupported(feature, in: Self.api.endpoints)])
  }
}
