import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import NIOHTTPTypesHTTP1
import NIOPosix
import NIOSSL
import Wire

/// Says what an error of the libraries means: at which step, why, and with whom.
struct FailureReader {
  private let route: Destination
  private let progress: Progress

  init(_ route: Destination, _ progress: Progress) {
    self.route = route
    self.progress = progress
  }

  func failure(_ error: any Error) -> any Error {
    switch error {
    case let error as HTTPClientError: error == .cancelled ? CancellationError() : read(error)
    case let error as NIOConnectionError: read(error)
    case let error as IOError: failure(step, error.reason, error)
    case let error as NIOSSLError: read(error)
    case let error as BoringSSLError: read(error)
    case let error as NIOSSLExtraError: failure(.security, .untrustedCertificate, detail: error.description)
    case let error as HTTPParserError: error == .invalidEOFState ? closed(error) : malformed(error)
    case is HTTP1TypeConversionError: malformed(error)
    case is ConnectionsInUse: connectionsInUse()
    case ChannelError.connectTimeout: timeIsOver()
    case is ChannelError: closed(error)
    default: closedWhileGreeting(error) ?? failure(step, .other, error)
    }
  }

  /// A peer that stays silent in the handshake counts as one that cannot be connected to.
  func timeIsOver() -> HTTPFailure {
    failure(progress == .securing ? .connection : step, .timedOut)
  }

  private func connectionsInUse() -> HTTPFailure {
    failure(.connection, .timedOut, detail: "all connections are in use")
  }

  private func read(_ error: HTTPClientError) -> HTTPFailure {
    switch error {
    case .connectTimeout: timeIsOver()
    case .tlsHandshakeTimeout: failure(.connection, .timedOut)
    case .getConnectionFromPoolTimeout: connectionsInUse()
    case .httpProxyHandshakeTimeout, .socksHandshakeTimeout: failure(.proxy, .timedOut)
    case .proxyAuthenticationRequired:
      failure(.proxy, .refused, detail: "the proxy asks for credentials (407)")
    case .invalidProxyResponse: failure(.proxy, .refused, detail: "the proxy did not connect")
    case .remoteConnectionClosed: closed(error)
    default: failure(step, .other, detail: error.shortDescription)
    }
  }

  private func read(_ error: NIOConnectionError) -> HTTPFailure {
    if let first = error.connectionErrors.first {
      let reason = (first.error as? IOError)?.reason
      return failure(step, reason ?? (first.error is ChannelError ? .timedOut : .other), first.error)
    }
    return failure(route.proxy == nil ? .name : .proxy, .unknownHost)
  }

  private func read(_ error: NIOSSLError) -> HTTPFailure {
    switch error {
    case .uncleanShutdown: closed(error)
    case .handshakeFailed(let cause): read(cause)
    case .noCertificateToValidate, .unableToValidateCertificate: failure(.security, .untrustedCertificate)
    default: failure(.security, .other, error)
    }
  }

  private func read(_ error: BoringSSLError) -> HTTPFailure {
    let detail = Self.words(of: error)
    if detail.contains("CERTIFICATE_VERIFY_FAILED") {
      return failure(.security, .untrustedCertificate, detail: detail)
    }
    return failure(.security, error == .syscallError ? .closed : .other, detail: detail)
  }
}

extension FailureReader {
  /// The step at which an exchange with this progress fails.
  private var step: HTTPFailure.Stage {
    switch progress {
    case .connecting: route.proxy == nil ? .connection : .proxy
    case .securing: .security
    case .sending: .request
    case .awaitingAnswer, .receiving: .answer
    }
  }

  private func malformed(_ error: any Error) -> HTTPFailure {
    failure(progress == .connecting ? step : .answer, .malformed, error)
  }

  /// The connection broke. Without proxy and TLS it stood before: it was one that had been kept for use again.
  private func closed(_ error: any Error) -> HTTPFailure {
    closedWhileGreeting(error) ?? failure(progress == .connecting ? .request : step, .closed)
  }

  /// A proxy or a TLS server that hangs up instead of greeting; some of it comes as errors private to the library.
  private func closedWhileGreeting(_ error: any Error) -> HTTPFailure? {
    guard progress <= .securing else { return nil }
    if route.proxy != nil { return failure(.proxy, .closed) }
    return route.isSecure ? failure(.security, .closed) : nil
  }

  private func failure(_ stage: HTTPFailure.Stage, _ reason: HTTPFailure.Reason, _ error: any Error)
    -> HTTPFailure
  {
    failure(stage, reason, detail: Self.words(of: error))
  }

  private func failure(
    _ stage: HTTPFailure.Stage, _ reason: HTTPFailure.Reason, detail: String = ""
  ) -> HTTPFailure {
    let peer = stage == .proxy ? route.proxy?.peer ?? route.peer : route.peer
    return HTTPFailure(stage, reason, peer: peer, detail: detail)
  }

  /// The error in the library's words; of BoringSSL's only the reason, without source files and line numbers.
  private static func words(of error: any Error) -> String {
    let text = String(describing: error)
    guard let mark = text.firstRange(of: "OPENSSL_internal:") else { return text }
    return String(text[mark.upperBound...].prefix { !$0.isWhitespace && $0 != "]" })
  }
}
