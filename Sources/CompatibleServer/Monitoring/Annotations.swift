import ModelsAPI
import Synchronization

/// What log and metrics should know of an answer; its handler notes it.
final class Annotations: Sendable {
  struct Facts {
    /// As the client named it.
    var model: String?
    var usage: Usage?
    var streams = false
    /// UnsupportedFields that had no meaning here, of a fixed set of names; the answer's header does not name them.
    var leftOut: [String] = []
    /// The status that the failure of the org's service became.
    var upstreamFailure: Int?
  }

  private let noted = Mutex(Facts())

  var facts: Facts { noted.withLock { $0 } }

  func note(_ change: (inout Facts) -> Void) {
    noted.withLock { change(&$0) }
  }

  func note(_ failure: ServerError) {
    guard case .upstream(let upstream) = failure else { return }
    note { $0.upstreamFailure = upstream.status }
  }
}
