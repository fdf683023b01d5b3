import ModelsAPI
import Synchronization

/// What log and metrics should know of an answer; its desk notes it.
final class Tally: Sendable {
  struct Facts {
    /// As the client named it.
    var model: String?
    var usage: Usage?
    var streams = false
    /// Wishes that had no meaning here, of a fixed set of names; the answer's header does not name them.
    var leftOut: [String] = []
    /// The status that the failure of the org's service became.
    var upstreamFailure: Int?
  }

  private let noted = Mutex(Facts())

  var facts: Facts { noted.withLock { $0 } }

  func note(_ change: (inout Facts) -> Void) {
    noted.withLock { change(&$0) }
  }

  func note(_ failure: ServedFailure) {
    guard case .upstream(let upstream) = failure else { return }
    note { $0.upstreamFailure = upstream.status }
  }
}
