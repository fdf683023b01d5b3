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
    case (_, .untrustedCertificate(let fault)): "the certificate of \(peer) \(fault.words)"
    case (.proxy, .noAgreement(let fault)): "the proxy \(peer) \(fault.words)\(detail(failure))"
    case (_, .noAgreement(let fault)): "\(peer) \(fault.words)\(detail(failure))"
    case (.proxy, .unknownHost): "there is no host of the proxy's name: \(peer)"
    case (_, .unknownHost): "there is no host of this name: \(peer)"
    case (.proxy, .malformed):
      "the proxy \(peer) does not speak as a proxy should\(detail(failure))"
    case (.proxy, .timedOut) where failure.detail.isEmpty: "the proxy \(peer) did not answer in time"
    case (.proxy, .closed) where failure.detail.isEmpty: "the proxy \(peer) closed the connection"
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
    case (_, .untrustedCertificate(let fault)): fault.hint
    case (_, .noAgreement(let fault)): fault.hint(atProxy: failure.stage == .proxy)
    case (.proxy, _): "check HTTPS_PROXY or ALL_PROXY (http://user:password@host:port), and NO_PROXY"
    case (_, .unknownHost): "check the spelling, and the network"
    case (.connection, .timedOut), (_, .unreachable): "is a proxy needed? HTTPS_PROXY"
    case (_, .timedOut): "wait longer with --timeout"
    case (_, .refused): "is the address right?"
    case (.security, .malformed), (.security, .closed), (.security, .other):
      "is it the right port, and is TLS spoken there?"
    case (_, .closed), (_, .malformed), (_, .tooLarge), (_, .other): nil
    }
  }

  /// Where a redirect leads, without what may be a secret in it.
  ///
  /// - Parameter location: as the answer has it: an address, or a path on the host that was asked (RFC 9110 §10.2.2).
  static func target(of location: String?) -> String {
    guard let location, !location.isEmpty else { return "an address that it does not name" }
    let address = RedirectAddress(location)
    return address.isOnSameHost ? "\(address.withoutSecrets) on the same host" : address.withoutSecrets
  }

  init(_ error: TransportError) {
    switch error {
    case .unusableProxy(let variable, let fault):
      self.init(
        .usage, "the variable \(variable) holds no usable proxy: \(fault.words)",
        hint: "write http://user:password@host:port, https:// or socks5:// likewise")
    case .unreadableCertificate(let path, let origin, let detail):
      self.init(.usage, "no certificate can be read from '\(path)': \(detail)", hint: origin.hint)
    case .unusableCertificates(let detail):
      self.init(
        .usage, "the certificates cannot be used: \(detail)",
        hint: "--cert and --key, or the settings of these names, are to name files that belong together")
    case .unreadableKey(let path, let detail):
      self.init(
        .usage, "no private key can be read from '\(path)': \(detail)",
        hint: "--key, or the setting 'key', names the client certificate's key in PEM, without a passphrase")
    case .unusableAddress(let address):
      self.init(.usage, "'\(address)' is no address that can be called")
    case .cannotListen(let host, let port, let reason):
      self.init(.failed, "cannot listen on \(host):\(port): \(reason.words)")
    }
  }
}

extension CertificateOrigin {
  /// Who names it, and what it must be.
  fileprivate var hint: String {
    switch self {
    case .authorities: "--ca-file, or the setting 'ca-file', names a file of certificate authorities in PEM"
    case .environment(let variable):
      "\(variable) names it; without SSL_CERT_FILE and SSL_CERT_DIR the system's authorities are trusted"
    case .client: "--cert, or the setting 'cert', names the client certificate in PEM"
    }
  }
}

extension CertificateFault {
  /// What is behind "the certificate of acme.my.salesforce.com:443".
  fileprivate var words: String {
    switch self {
    case .expired(let end, _): "expired at \(end.words)"
    case .notYetValid(let begin, let now):
      "is valid from \(begin.words) on, and it is \(now.words) here: this machine's clock is likely wrong"
    case .otherName(let names):
      names.isEmpty ? "is for another host" : "is for another host: \(names.joined(separator: ", "))"
    case .selfSigned: "is not trusted: it is signed by nobody but itself"
    case .unknownIssuer(let issuer):
      "is not trusted: its issuer\(issuer.map { " '\($0)'" } ?? "") is no authority that this machine knows"
    }
  }

  fileprivate var hint: String {
    switch self {
    case .expired(_, let now):
      "the server's owner must renew it, unless this machine's clock is wrong: it is \(now.words) here"
    case .notYetValid: "set the clock, in a virtual machine also the host's: 'timedatectl' shows both"
    case .otherName:
      "is the address right? A proxy, or the sign-in page of a network, may answer in the server's place"
    case .selfSigned:
      "if it is the right server, let --ca-file or SSL_CERT_FILE name a file with its certificate"
    case .unknownIssuer:
      "a company's own certificate authority is given with --ca-file or SSL_CERT_FILE; a server must send the certificates between its own and an authority's too"
    }
  }
}

extension TLSFault {
  /// What is behind "acme.my.salesforce.com:443".
  fileprivate var words: String {
    switch self {
    case .notTLS: "does not speak TLS"
    case .oldVersion: "speaks no version of TLS that is safe: 1.2 or 1.3"
    case .certificateRequired: "asks for a client certificate"
    case .certificateRefused: "does not accept the client certificate, or that there is none"
    case .handshakeRefused: "refuses a secure connection"
    }
  }

  fileprivate func hint(atProxy isProxy: Bool) -> String {
    switch self {
    case .notTLS where isProxy: "a proxy without TLS is written http://host:port in HTTPS_PROXY"
    case .notTLS: "is it the right port, and is TLS spoken there?"
    case .oldVersion: "its owner must switch TLS 1.2 or 1.3 on; a device on the way may answer in its place"
    case .certificateRequired: "give it with --cert and --key"
    case .certificateRefused:
      "is it for this server, of an authority that it knows, and not expired? --cert and --key give another"
    case .handshakeRefused:
      "it may ask for a client certificate, which --cert and --key give, or know none of this program's ciphers"
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
