import RowEngine
import Wire

extension BatchOutcome {
  /// What an error of a call means for the rows of its request, and for the run.
  init(_ error: any Error) {
    guard let failure = error as? any ClassifiedError else {
      self = .stop(error)
      return
    }
    switch failure.failureClass {
    case .throttled: self = .slowDown(asked: failure.retryAfter, error)
    // A service that says when it will be back says it to all of us.
    case .busy, .unavailable:
      self = failure.retryAfter.map { .slowDown(asked: $0, error) } ?? .again(asked: nil, error)
    case .unreachable, .connectTimedOut, .cutOff, .timedOut: self = .again(asked: nil, error)
    case .internalError: self = .againOrSplit(error)
    // What the service says of the texts themselves. All else would be said of any text.
    case .rejected, .tooLarge: self = .split(error)
    case .notFound, .clientError, .redirected, .unauthorized, .forbidden, .quota, .serverError, .unknownHost,
      .untrustedCertificate, .malformed, .notSent:
      self = .stop(error)
    }
  }
}
