package import Wire

/// The upstream's failure as the served APIs see it.
package struct UpstreamFailure: Sendable {
  /// What it means.
  package var failureClass: FailureClass
  /// The status that clients get: what makes their SDKs raise or retry as they should.
  package var status: Int
  /// For the client.
  package var message: String
  /// Seconds.
  package var retryAfter: Int?
  /// Salesforce's handle for support.
  package var requestID: String?

  /// - Parameter upstreamStatus: the model service's own, where it sent one.
  package init(
    _ failureClass: FailureClass, upstreamStatus: Int? = nil, message: String, retryAfter: Int? = nil,
    requestID: String? = nil
  ) {
    self.failureClass = failureClass
    status = failureClass.servedStatus(for: upstreamStatus)
    self.message = message
    self.retryAfter = retryAfter
    self.requestID = requestID
  }
}
