/// An upstream API's way of saying what the domain means.
package protocol Dialect: Sendable {
  /// Everything in the request that this API cannot do.
  func limits(of request: ChatRequest) -> [Unsupported]
  func limits(of feedback: Feedback) -> [Unsupported]
  func chat(_ request: ChatRequest) -> Operation<Reply>
  func embed(_ request: EmbeddingRequest) -> Operation<EmbeddingReply>
  func submit(_ feedback: Feedback) -> Operation<FeedbackReceipt>
}
