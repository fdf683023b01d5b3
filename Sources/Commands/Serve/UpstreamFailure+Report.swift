import CompatibleServer
import Wire

extension UpstreamFailure {
  /// What this program says of an error, for a client far away: the way to mend it is the operator's.
  ///
  /// - Parameter redaction: takes secrets out of whatever others have written.
  init(_ error: any Error, hiding redaction: Redaction) {
    let report = FailureReport(error, hiding: redaction)
    self.init(
      RetriesExhausted.lastFailure(of: error)?.failureClass ?? .notSent,
      message: "The server cannot reach the org's models: \(report.message).", requestID: report.requestID)
  }
}
