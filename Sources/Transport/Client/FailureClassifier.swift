import Glibc
import NIOCore
import NIOExtras
import NIOHTTP1
import NIOHTTPTypesHTTP1
import NIOPosix
import NIOSOCKS
import NIOSSL
import Wire

/// Says what an error of the libraries means: at which step, why, and with whom.
struct FailureClassifier {
  private let route: ConnectionRoute
  private let progress: ExchangeProgress

  init(_ route: ConnectionRoute, _ progress: ExchangeProgress) {
    self.route = route
    self.progress = progress
  }

  func failure(_ error: any Error) -> any Error {
    switch error {
    case let error as NIOConnectionError: read(error)
    case let error as IOError: failure(step, error.reason, error)
    case let error as NIOSSLError: read(error)
    case let error as BoringSSLError: read(error)
    case let error as UntrustedCertificate: failure(tlsStage, .untrustedCertificate(error.fault))
    case let error as HTTPParserError: error == .invalidEOFState ? closed(error) : malformed(error)
    case is HTTP1TypeConversionError: malformed(error)
    case let error as ProxyError: read(error)
    case let error as NIOHTTP1ProxyConnectHandler.Error: read(error)
    case is ConnectionsInUse: connectionsInUse()
    case ChannelError.connectTimeout: timeIsOver()
    case is ChannelError: closed(error)
    default: socksFailure(error) ?? failure(step, .other, error)
    }
  }

  /// A peer that stays silent in the handshake counts as one that cannot be connected to.
  func timeIsOver() -> HTTPFailure {
    failure(progress == .securing ? .connection : step, .timedOut)
  }

  private func connectionsInUse() -> HTTPFailure {
    failure(.connection, .timedOut, detail: "all connections are in use")
  }

  private func read(_ error: NIOConnectionError) -> HTTPFailure {
    let attempts = error.connectionErrors.map { attempt in
      let reason = (attempt.error as? IOError)?.reason
      return (error: attempt.error, reason: reason ?? (attempt.error is ChannelError ? .timedOut : .other))
    }
    // Who refuses is there: that says more than an address to which no way leads.
    if let told = attempts.first(where: { $0.reason == .refused }) ?? attempts.first {
      return failure(step, told.reason, told.error)
    }
    return failure(route.proxy == nil ? .name : .proxy, .unknownHost)
  }

  private func read(_ error: NIOSSLError) -> HTTPFailure {
    switch error {
    case .uncleanShutdown: closed(error)
    case .handshakeFailed(let cause): read(cause)
    case .noCertificateToValidate, .unableToValidateCertificate:
      failure(tlsStage, .untrustedCertificate(.unknownIssuer(nil)))
    default: failure(tlsStage, .other, error)
    }
  }

  private func read(_ error: BoringSSLError) -> HTTPFailure {
    let detail = Self.words(of: error)
    if let fault = TLSFault(reason: detail) { return failure(tlsStage, .noAgreement(fault), detail: detail) }
    return failure(tlsStage, error == .syscallError ? .closed : .other, detail: detail)
  }
}

/// What a proxy says.
extension FailureClassifier {
  private func read(_ error: ProxyError) -> HTTPFailure {
    switch error {
    case .unauthorized: failure(.proxy, .refused, detail: unauthorized)
    case .status(let status): failure(.proxy, .refused, detail: "it answers \(status)")
    case .hostNameTooLong: failure(.name, .unknownHost)
    }
  }

  private var unauthorized: String {
    let words = route.proxy?.credentials == nil ? "it asks for credentials" : "it refuses the credentials"
    return "\(words)\(route.proxy?.scheme == .socks5 ? "" : " (407)")"
  }

  /// What its answer was, ``ConnectHandshake`` has said before.
  private func read(_ error: NIOHTTP1ProxyConnectHandler.Error) -> HTTPFailure {
    if error == .httpProxyHandshakeTimeout() { return failure(.proxy, .timedOut) }
    return failure(.proxy, .closed)
  }

  private func socksFailure(_ error: any Error) -> HTTPFailure? {
    switch error {
    case let error as SOCKSError.ConnectionFailed: read(error.reply)
    case is SOCKSError.InvalidAuthenticationSelection: read(ProxyError.unauthorized)
    case is SOCKSError.InvalidProtocolVersion, is SOCKSError.InvalidReservedByte,
      is SOCKSError.InvalidAddressType, is SOCKSError.UnexpectedRead:
      failure(.proxy, .malformed, detail: "it does not speak SOCKS 5")
    default: nil
    }
  }

  /// RFC 1928 §6.
  private func read(_ reply: SOCKSServerReply) -> HTTPFailure {
    switch reply {
    case .notAllowed: failure(.proxy, .refused, detail: "it does not allow this host")
    case .networkUnreachable:
      failure(.proxy, .unreachable, detail: "the network cannot be reached from there")
    case .hostUnreachable: failure(.proxy, .unreachable, detail: "the host cannot be reached from there")
    case .refused: failure(.proxy, .refused, detail: "the host refuses connections")
    case .ttlExpired: failure(.proxy, .timedOut, detail: "the host cannot be reached from there in time")
    default: failure(.proxy, .other, detail: "SOCKS reply \(reply.value)")
    }
  }
}

extension FailureClassifier {
  /// The step at which an exchange with this progress fails.
  private var step: HTTPFailure.Stage {
    switch progress {
    case .connecting: route.proxy == nil ? .connection : .proxy
    case .securing: .security
    case .sending: .request
    case .awaitingAnswer, .receiving: .answer
    }
  }

  /// The step at which TLS fails: a proxy may speak it too.
  private var tlsStage: HTTPFailure.Stage { step == .proxy ? .proxy : .security }

  private func malformed(_ error: any Error) -> HTTPFailure {
    failure(progress == .connecting ? step : .answer, .malformed, error)
  }

  /// The connection broke. Without handshakes it stood before: it was one that had been kept for use again.
  private func closed(_ error: any Error) -> HTTPFailure {
    guard progress == .connecting else { return failure(step, .closed) }
    if route.proxy != nil { return failure(.proxy, .closed) }
    return failure(route.origin.isSecure ? .security : .request, .closed)
  }

  private func failure(_ stage: HTTPFailure.Stage, _ reason: HTTPFailure.Reason, _ error: any Error)
    -> HTTPFailure
  {
    failure(stage, reason, detail: Self.words(of: error))
  }

  private func failure(
    _ stage: HTTPFailure.Stage, _ reason: HTTPFailure.Reason, detail: String = ""
  ) -> HTTPFailure {
    let peer = stage == .proxy ? route.proxy?.peer ?? route.origin.peer : route.origin.peer
    return HTTPFailure(stage, reason, peer: peer, detail: detail)
  }

  /// The error in the library's words; of BoringSSL's only the reason, without source files and line numbers, and of
  /// the system's only its sentence, without the call that failed.
  static func words(of error: any Error) -> String {
    if let error = error as? IOError { return String(cString: strerror(error.errnoCode)) }
    let text = String(describing: error)
    guard let mark = text.firstRange(of: "OPENSSL_internal:") else { return text }
    return String(text[mark.upperBound...].prefix { !$0.isWhitespace && $0 != "]" })
  }
}

/// All connections by the route carry other exchanges.
struct ConnectionsInUse: Error {}

extension TLSFault {
  /// - Parameter reason: BoringSSL's name of what went wrong; `nil` for what has no words of its own.
  fileprivate init?(reason: String) {
    switch reason {
    // What begins like no record of TLS has no version of it.
    case "WRONG_VERSION_NUMBER", "HTTP_REQUEST", "HTTPS_PROXY_REQUEST": self = .notTLS
    case "TLSV1_ALERT_PROTOCOL_VERSION", "UNSUPPORTED_PROTOCOL": self = .oldVersion
    case "TLSV1_ALERT_CERTIFICATE_REQUIRED", "SSLV3_ALERT_NO_CERTIFICATE": self = .certificateRequired
    case "SSLV3_ALERT_BAD_CERTIFICATE", "SSLV3_ALERT_UNSUPPORTED_CERTIFICATE",
      "SSLV3_ALERT_CERTIFICATE_REVOKED",
      "SSLV3_ALERT_CERTIFICATE_EXPIRED", "SSLV3_ALERT_CERTIFICATE_UNKNOWN", "TLSV1_ALERT_UNKNOWN_CA",
      "TLSV1_ALERT_ACCESS_DENIED":
      self = .certificateRefused
    case "SSLV3_ALERT_HANDSHAKE_FAILURE", "TLSV1_ALERT_INSUFFICIENT_SECURITY": self = .handshakeRefused
    default: return nil
    }
  }
}
