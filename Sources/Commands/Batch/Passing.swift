import Authorization
import ModelsAPI
import Wire

/// Tells troubles that may be over the next time from those that will not.
enum Passing {
  /// - Parameter hasAnswered: a service that has answered before has no mistyped name.
  static func mayPass(_ error: any Error, hasAnswered: Bool) -> Bool {
    switch error {
    case let exhausted as RetriesExhausted: mayPass(exhausted.last, hasAnswered: hasAnswered)
    case let failure as HTTPFailure: hasAnswered || failure.mayPass
    case AuthorizationFailure.unreachable(let failure, _): hasAnswered || failure.mayPass
    case AuthorizationFailure.unexpectedAnswer(let answer, _): isPassing(answer.status)
    case let failure as ModelsFailure:
      switch failure.retryCause {
      case .status(let status, _): isPassing(status)
      case .failure: true
      case nil: false
      }
    default: false
    }
  }

  static func pauseAsked(by error: any Error) -> Duration? {
    switch error {
    case let exhausted as RetriesExhausted: return pauseAsked(by: exhausted.last)
    case AuthorizationFailure.unexpectedAnswer(let answer, _): return answer.retryAfter
    case let failure as ModelsFailure:
      guard case .status(_, let pause)? = failure.retryCause else { return nil }
      return pause
    default: return nil
    }
  }

  private static func isPassing(_ status: Int) -> Bool {
    [408, 423, 429].contains(status) || (500...599).contains(status)
  }
}

extension ModelsFailure {
  /// Whether other jobs may fare better: everything but a refusal of whoever asks.
  var concernsOneJob: Bool {
    if case .refused(let refusal) = self { ![401, 403].contains(refusal.status) } else { true }
  }
}
