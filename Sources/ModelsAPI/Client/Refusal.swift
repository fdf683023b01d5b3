package import Wire

/// The service's own account of why it did not do what it was asked: nothing of it is hidden.
package struct Refusal: Error, Hashable, Sendable {
  /// A part of the request that the service objects to.
  package struct Target: Hashable, Sendable {
    /// `FIELD`, `QUERY_PARAMETER` or `HTTP_HEADER`.
    package var type: String?
    package var reference: String

    package init(type: String?, reference: String) {
      self.type = type
      self.reference = reference
    }
  }

  package var status: Int
  /// Which model was asked, where one was.
  package var model: ModelName?
  /// Not to be branched on: 403 and 423 reuse `NOT_FOUND`.
  package var errorCode: String?
  /// `E` and five digits.
  package var messageCode: String?
  /// The service's sentence, or the beginning of a body that is no JSON.
  package var message: String?
  package var targets: [Target]
  package var requestID: String?
  package var retryAfter: Duration?

  package init(
    status: Int, errorCode: String? = nil, messageCode: String? = nil, message: String? = nil,
    targets: [Target] = [], requestID: String? = nil, retryAfter: Duration? = nil, model: ModelName? = nil
  ) {
    self.status = status
    self.model = model
    self.errorCode = errorCode
    self.messageCode = messageCode
    self.message = message
    self.targets = targets
    self.requestID = requestID
    self.retryAfter = retryAfter
  }
  /// What it means; an error that followed the status of a success is one of the service's own.
  package var failureClass: FailureClass { FailureClass(status: status, code: errorCode) ?? .serverError }
}
