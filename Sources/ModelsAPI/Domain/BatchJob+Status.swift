extension BatchJob {
  /// How far a job is.
  package enum Status: Hashable, Sendable, CustomStringConvertible {
    case accepted, running, succeeded, failed
    /// A word that the documents do not name.
    case other(String)

    /// Reads the service's word in upper or lower case; what the documents do not name is kept as it is.
    package init(_ text: String) {
      switch text.uppercased() {
      case "ACCEPTED": self = .accepted
      case "RUNNING": self = .running
      case "SUCCEEDED": self = .succeeded
      case "FAILED": self = .failed
      default: self = .other(text)
      }
    }

    /// The service's word: `RUNNING`.
    package var description: String {
      switch self {
      case .accepted: "ACCEPTED"
      case .running: "RUNNING"
      case .succeeded: "SUCCEEDED"
      case .failed: "FAILED"
      case .other(let text): text
      }
    }

    /// Whether nothing will change any more.
    package var isFinal: Bool { self == .succeeded || self == .failed }
  }
}
