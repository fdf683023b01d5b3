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
  /// The service reported an error after its answer had begun; the status was a success.
  case brokenStream(Refusal)
  /// A stream ended before the answer did.
  case cutStream(requestID: String?)
  /// Made before anything is sent.
  case unsupported([Unsupported])
}

extension ModelsFailure {
  /// What this means for trying again; `nil`: it is no matter of time.
  package var retryCause: RetryCause? {
    switch self {
    case .refused(let refusal): .status(refusal.status, retryAfter: refusal.retryAfter)
    // Asked only before anything of the stream was handed out: as if the connection had been closed.
    case .cutStream: .failure(HTTPFailure(.answer, .closed))
    case .redirected, .notJSON, .otherShape, .wrongNumberOfEmbeddings, .unequalDimensions, .brokenStream,
      .unsupported:
      nil
    }
  }
}
