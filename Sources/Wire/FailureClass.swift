/// What the failure of an exchange means, whoever saw it: the one view that repeating, rows, polling, tokens, exit
/// statuses, served statuses and words share.
package enum FailureClass: Hashable, Sendable, CaseIterable {
  // What the service says of the request.

  /// The service objects to what this request says; another one may pass.
  case rejected
  case tooLarge
  case notFound
  /// Any other 4xx: the service would say the same of every request.
  case clientError
  case redirected

  // What it says of whoever asks.

  case unauthorized
  case forbidden

  // What it says of itself.

  /// Too many requests at once.
  case throttled
  /// What may be asked in an hour, a day or a month is used up: no matter of moments.
  case quota
  /// The service cannot take the request at this moment.
  case busy
  case unavailable
  /// The service tried, and failed.
  case internalError
  /// Any other 5xx, and an error that is reported after a success was promised.
  case serverError

  // What happened on the way to it.

  /// There is no host of this name.
  case unknownHost
  case untrustedCertificate
  /// No connection, so that the request cannot have arrived.
  case unreachable
  /// Nobody took the connection in time, so that the request cannot have arrived.
  case connectTimedOut

  // What happened on the way back.

  /// The connection broke when the request was under way, or the answer ended before its end.
  case cutOff
  /// The answer did not come in time.
  case timedOut
  /// An answer that nobody can use: no HTTP, no JSON, of another shape, or longer than anybody reads.
  case malformed

  /// Nothing was sent, for it would have been wrong or in vain.
  case notSent
}

extension FailureClass {
  /// The statuses that mean this, in ascending order; none where a range of statuses or no status at all means it.
  package var statuses: [Int] {
    switch self {
    case .rejected: [400, 409, 422, 451]
    case .unauthorized: [401]
    case .forbidden: [403]
    case .notFound: [404]
    case .tooLarge: [413]
    case .throttled: [429]
    case .busy: [423, 425]
    case .unavailable: [408, 502, 503, 504]
    case .internalError: [500]
    case .quota, .clientError, .redirected, .serverError, .unknownHost, .untrustedCertificate, .unreachable,
      .connectTimedOut, .cutOff, .timedOut, .malformed, .notSent:
      []
    }
  }

  /// The codes by which a refusal is one for a limit that is used up.
  ///
  /// Source: Salesforce's REST API Developer Guide, "Status Codes and Error Responses".
  private static let quotaCodes = ["REQUEST_LIMIT_EXCEEDED"]

  /// What a status means; `nil` for a success.
  ///
  /// The service reuses its codes (403 and 423 say `NOT_FOUND`), so the status decides; only of a refusal can a code say
  /// more.
  ///
  /// - Parameter code: the service's own word for the error, from the answer's body.
  package init?(status: Int, code: String? = nil) {
    if status == 403, let code, Self.quotaCodes.contains(code) {
      self = .quota
    } else if let known = Self.allCases.first(where: { $0.statuses.contains(status) }) {
      self = known
    } else {
      switch status {
      case 200..<300: return nil
      case 300..<400: self = .redirected
      case 400..<500: self = .clientError
      default: self = .serverError
      }
    }
  }
}

/// An error that ended an exchange.
package protocol ClassifiedError: Error {
  /// What it means.
  var failureClass: FailureClass { get }
  /// The least time that the service wants to be left alone.
  var retryAfter: Duration? { get }
}
