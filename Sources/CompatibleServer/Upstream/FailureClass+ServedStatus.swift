import Wire

extension FailureClass {
  /// The status that clients get.
  ///
  /// 401 is the org's answer to a token that was renewed already: trying again does not help.
  ///
  /// - Parameter upstream: the model service's own, where it sent one; kept where SDKs understand it.
  func servedStatus(for upstream: Int?) -> Int {
    switch self {
    case .rejected: Self.status(upstream, ifIn: Self.isNamedBySDKs, otherwise: 400)
    case .clientError: 400
    case .unauthorized: 401
    case .forbidden: 403
    case .notFound: 404
    case .tooLarge: 413
    case .throttled, .quota: 429
    case .internalError: 500
    case .redirected, .unknownHost, .untrustedCertificate, .unreachable, .cutOff, .malformed, .notSent: 502
    case .serverError: Self.status(upstream, ifIn: Self.isServers, otherwise: 502)
    case .busy: 503
    case .unavailable: Self.status(upstream, ifIn: Self.isRepeatedBySDKs, otherwise: 503)
    case .connectTimedOut, .timedOut: 504
    }
  }

  /// SDKs raise an error of its own for each of these.
  private static func isNamedBySDKs(_ status: Int) -> Bool {
    [400, 401, 403, 404, 409, 413, 422, 429].contains(status)
  }

  private static func isRepeatedBySDKs(_ status: Int) -> Bool {
    [408, 409, 429].contains(status) || isServers(status)
  }

  private static func isServers(_ status: Int) -> Bool { (500...599).contains(status) }

  private static func status(_ upstream: Int?, ifIn isKnown: (Int) -> Bool, otherwise status: Int) -> Int {
    upstream.map { isKnown($0) ? $0 : status } ?? status
  }
}
