import Transport
import Wire

extension FailureReport {
  init(_ failure: HTTPFailure) {
    let peer = failure.peer ?? "the service"
    self.init(for: failure.failureClass, Self.words(for: failure, peer), hint: Self.hint(for: failure))
  }

  private static func words(for failure: HTTPFailure, _ peer: String) -> String {
    switch (failure.stage, failure.reason) {
    case (_, .tooLarge(let limit)):
      "the answer is longer than \(limit >> 20) MB; the rest is not read"
    case (.proxy, .unknownHost): "there is no host of the proxy's name: \(peer)"
    case (_, .unknownHost): "there is no host of this name: \(peer)"
    case (_, .untrustedCertificate): "the certificate of \(peer) is not trusted"
    case (.proxy, .malformed):
      "the proxy \(peer) does not speak as a proxy should\(detail(failure))"
    case (.proxy, _): "the proxy \(peer) does not let us through\(detail(failure))"
    case (_, .malformed): "\(peer) does not speak HTTP as it should"
    case (.security, _): "no secure connection to \(peer)\(detail(failure))"
    case (_, .refused): "\(peer) refuses connections"
    case (_, .unreachable): "\(peer) cannot be reached"
    case (.connection, .timedOut): "\(peer) did not take the connection in time"
    case (_, .timedOut): "\(peer) did not answer in time"
    case (.request, _): "\(peer) closed the connection before the request was through"
    case (_, .closed): "\(peer) closed the connection before the answer was whole"
    case (_, .other): "the exchange with \(peer) failed\(detail(failure))"
    }
  }

  private static func detail(_ failure: HTTPFailure) -> String {
    guard !failure.detail.isEmpty else { return "" }
    // BoringSSL's reasons are names of constants: WRONG_VERSION_NUMBER.
    let isConstant = failure.detail.allSatisfy { $0.isUppercase || $0.isNumber || $0 == "_" }
    return " (\(isConstant ? failure.detail.lowercased().replacing("_", with: " ") : failure.detail))"
  }

  private static func hint(for failure: HTTPFailure) -> String? {
    switch (failure.stage, failure.reason) {
    case (_, .untrustedCertificate):
      "a company's own certificate authority is given with --ca-file or SSL_CERT_FILE"
    case (.proxy, _): "check HTTPS_PROXY and NO_PROXY"
    case (_, .unknownHost): "check the spelling, and the network"
    case (.connection, .timedOut), (_, .unreachable): "is a proxy needed? HTTPS_PROXY"
    case (_, .timedOut): "wait longer with --timeout"
    case (_, .refused): "is the address right?"
    case (.security, .malformed), (.security, .closed), (.security, .other):
      "is it the right port, and is TLS spoken there?"
    case (_, .closed), (_, .malformed), (_, .tooLarge), (_, .other): nil
    }
  }

  init(_ error: TransportError) {
    switch error {
    case .unusableProxy(let variable, let fault):
      self.init(.usage, "the variable \(variable) holds no usable proxy: \(fault.words)")
    case .unreadableCertificate(let path, let detail):
      self.init(.usage, "no certificate can be read from '\(path)': \(detail)")
    case .unusableCertificates(let detail): self.init(.usage, "the certificates cannot be used: \(detail)")
    case .unreadableKey(let path, let detail):
      self.init(.usage, "no private key can be read from '\(path)': \(detail)")
    case .unusableAddress(let address):
      self.init(.usage, "'\(address)' is no address that can be called")
    case .cannotListen(let host, let port, let reason):
      self.init(.failed, "cannot listen on \(host):\(port): \(reason.words)")
    }
  }
}

extension ProxyFault {
  fileprivate var words: String {
    switch self {
    case .malformed: "it is no URL"
    case .unsupportedScheme(let scheme): "'\(scheme)' proxies are not supported"
    case .credentialsTooLong(let limit):
      "SOCKS has no room for a user or a password of more than \(limit) bytes"
    }
  }
}

extension ListeningObstacle {
  fileprivate var words: String {
    switch self {
    case .addressInUse: "the port is taken; --port 0 finds a free one"
    case .permissionDenied: "permission denied; ports below 1024 are for root"
    case .unknownHost: "there is no host of this name"
    case .addressNotAvailable: "this is no address of this machine"
    case .other(let detail): detail
    }
  }
}
