import CompatibleServer

extension UpstreamFailure {
  /// What this program says of an error, for a client far away: the way to mend it is the operator's.
  init(_ report: FailureReport) {
    let status =
      switch report.exit {
      case .notSignedIn: 401
      case .rateLimited: 429
      case .unavailable: 503
      default: 502
      }
    self.init(
      status: status, message: "The server cannot reach the org's models: \(report.message).",
      requestID: report.requestID)
  }
}
