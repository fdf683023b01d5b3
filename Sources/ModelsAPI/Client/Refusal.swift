package import Wire

/// The service's own account of why it did not do what it was asked: nothing of it is hidden.
package struct Refusal: Error, Hashable, Sendable {
  /// A part of the request that the service objects to.
  package struct Target: Hashable, Sendable {
    /// `FIELD`, `QUERY_PARAMETER` or `HTTP_HEADER`.
    package var type: String?
    /// The name of the field, parameter or header.
    package var reference: String

    /// A part as the service names it; `nil` where it does not say of what type it is.
    package init(type: String?, reference: String) {
      self.type = type
      self.reference = reference
    }
  }

  /// The status of the answer; 200 where the error was reported after a success had been promised.
  package var status: Int
  /// Which model was asked, where one was.
  package var model: ModelName?
  /// Not to be branched on: 403 and 423 reuse `NOT_FOUND`.
  package var errorCode: String?
  /// `E` and five digits.
  package var messageCode: String?
  /// The service's sentence, or the beginning of a body that is no JSON.
  package var message: String?
  /// All that the service objects to; empty where it names nothing.
  package var targets: [Target]
  /// Salesforce's handle for support; `nil` where the answer had none.
  package var requestID: String?
  /// How requests prove who they are, in the word of `WWW-Authenticate`; `nil` where the answer does not say.
  package var scheme: String?
  /// How long the service asks to wait, as `Retry-After` says; `nil` where it does not.
  package var retryAfter: Duration?

  /// A refusal with what the service told; what is `nil` or empty it did not tell.
  package init(
    status: Int, errorCode: String? = nil, messageCode: String? = nil, message: String? = nil,
    targets: [Target] = [], requestID: String? = nil, retryAfter: Duration? = nil, model: ModelName? = nil,
    scheme: String? = nil
  ) {
    self.scheme = scheme
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
