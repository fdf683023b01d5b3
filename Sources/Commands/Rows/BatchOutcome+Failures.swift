import ModelsAPI
import RowEngine
import Wire

extension BatchOutcome {
  /// What an error of a call means for the rows of its request, and for the run.
  init(_ error: any Error) {
    switch error {
    case ModelsFailure.refused(let refusal): self.init(refusal)
    case let failure as HTTPFailure where failure.mayPass: self = .again(asked: nil, failure)
    default: self = .stop(error)
    }
  }

  private init(_ refusal: Refusal) {
    let error = ModelsFailure.refused(refusal)
    switch refusal.status {
    case 429: self = .slowDown(asked: refusal.retryAfter, error)
    case 503 where refusal.retryAfter != nil: self = .slowDown(asked: refusal.retryAfter, error)
    case 408, 423, 502, 503, 504: self = .again(asked: refusal.retryAfter, error)
    case 500: self = .againOrSplit(error)
    // What the service says of the texts themselves. All else would be said of any text.
    case 400, 409, 413, 422, 451: self = .split(error)
    default: self = .stop(error)
    }
  }
}
