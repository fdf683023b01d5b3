import Wire

extension ExitStatus {
  /// How a run ends that such a failure has ended.
  init(_ failure: FailureClass) {
    switch failure {
    case .rejected, .tooLarge, .notFound, .clientError, .redirected, .internalError, .serverError, .malformed:
      self = .failed
    case .notSent: self = .usage
    case .unauthorized, .forbidden: self = .notSignedIn
    case .throttled, .quota: self = .rateLimited
    case .busy, .unavailable, .unknownHost, .untrustedCertificate, .unreachable, .connectTimedOut, .cutOff,
      .timedOut:
      self = .unavailable
    }
  }

  /// The service's statuses that lead here one by one, as a sentence lists them.
  var serviceStatuses: String {
    FailureClass.allCases.filter { ExitStatus($0) == self }.flatMap(\.statuses).sorted()
      .map(String.init).joined(separator: ", ")
  }
}

extension FailureReport {
  init(for failure: FailureClass, _ message: String, hint: String? = nil) {
    self.init(ExitStatus(failure), message, hint: hint)
  }
}
