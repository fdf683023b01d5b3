package import Wire

/// What can go wrong between a request to the models and its answer.
package enum ModelsFailure: Error, Equatable, Sendable {
  case refused(Refusal)
  /// Redirects of a POST are not followed: they would send the prompt to where nobody asked it to go.
  case redirected(status: Int, location: String?, requestID: String?)
  case notJSON(JSONError, requestID: String?)
  /// JSON, but without what must be in it.
  case otherShape(missing: String, requestID: String?)
  case wrongNumberOfEmbeddings(expected: Int, received: Int, requestID: String?)
  case unequalDimensions(Set<Int>, requestID: String?)
  /// A vector that cannot be one, or whose index cannot.
  case unusableEmbedding(UnusableEmbedding, requestID: String?)
  /// The service reported an error after its answer had begun; the status was a success.
  case brokenStream(Refusal)
  /// A frame of a stream is not what was sent.
  case brokenFrame(EventStreamError, requestID: String?)
  /// A stream ended before the answer did.
  case cutStream(requestID: String?)
  /// Made before anything is sent.
  case unsupported([Unsupported])
}

/// What is wrong with a vector of an answer.
package enum UnusableEmbedding: Hashable, Sendable {
  /// It has no numbers.
  case empty
  /// It has a number that no 32-bit float can hold.
  case outOfRange
  /// Its index is no whole number; as it was written.
  case index(String)
}

extension ModelsFailure: ClassifiedError {
  /// What kind of failure it is, for who decides whether to try again.
  package var failureClass: FailureClass {
    switch self {
    case .refused(let refusal), .brokenStream(let refusal): refusal.failureClass
    case .redirected: .redirected
    case .notJSON, .otherShape, .wrongNumberOfEmbeddings, .unequalDimensions, .unusableEmbedding,
      .brokenFrame:
      .malformed
    case .cutStream: .cutOff
    case .unsupported: .notSent
    }
  }

  /// How long the service asks to wait; `nil` where it does not say, and for all but a refusal.
  package var retryAfter: Duration? {
    switch self {
    case .refused(let refusal): refusal.retryAfter
    case .redirected, .notJSON, .otherShape, .wrongNumberOfEmbeddings, .unequalDimensions, .unusableEmbedding,
      .brokenStream, .brokenFrame, .cutStream, .unsupported:
      nil
    }
  }
}
