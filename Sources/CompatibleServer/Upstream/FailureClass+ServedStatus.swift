import Wire

extension FailureClass {
  /// The status that clients get.
  ///
  /// SDKs try again on 408, 409, 429 and from 500 on, and raise an error of its own for 400, 401, 403, 404, 409, 413,
  /// 422 and 429. 401 is the org's answer to a token that was renewed already: trying again does not help.
  ///
  /// - Parameter upstream: the model service's own, where it sent one; kept where SDKs understand it.
  func servedStatus(for upstream: Int?) -> Int {
    switch self {
    case .rejected: Self.status(upstream, ifIn: { [409, 422].contains($0) }, otherwise: 400)
    case .clientError: 400
    case .unauthorized: 401
    case .forbidden: 403
    case .notFound: 404
    case .tooLarge: 413
    case .throttled, .quota: 429
    case .internalError: 500
    case .redirected, .unknownHost, .untrustedCertificate, .unreachable, .cutOff, .malformed, .notSent: 502
    case .serverError: Self.status(upstream, ifIn: { (500...599).contains($0) }, otherwise: 502)
    case .busy: 503
    case .unavailable: Self.status(upstream, ifIn: { $0 == 408 || (500...599).contains($0) }, otherwise: 503)
    case .connectTimedOut, .timedOut: 504
    }
  }

  private static func status(_ upstream: Int?, ifIn isKnown: (Int) -> Bool, otherwise status: Int) -> Int {
    upstream.map { isKnown($0) ? $0 : status } ?? status
  }
}
