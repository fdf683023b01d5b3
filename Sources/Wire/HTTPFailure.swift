/// Why an exchange came to no answer, and how far it got.
package struct HTTPFailure: Error, Equatable, Sendable {
  /// The step at which the exchange ended.
  package enum Stage: Sendable {
    /// Finding the address of the host's name.
    case name
    /// Opening the connection to the host; a peer that stays silent in the handshake counts here too.
    case connection
    /// Agreeing on TLS.
    case security
    /// Getting through the proxy.
    case proxy
    /// Sending the request.
    case request
    /// Waiting for the answer or reading it.
    case answer
  }

  /// What happened there.
  package enum Reason: Equatable, Sendable {
    case unknownHost
    case refused
    case unreachable
    case timedOut
    case closed
    case untrustedCertificate(CertificateFault)
    /// There is no agreement on TLS.
    case noAgreement(TLSFault)
    case malformed
    case tooLarge(limit: Int)
    case other
  }

  /// How far the exchange got.
  package var stage: Stage
  /// What happened.
  package var reason: Reason
  /// `host:port`, where known.
  package var peer: String?
  /// The library's own words; never a secret.
  package var detail: String

  /// A failure at a stage for a reason.
  package init(_ stage: Stage, _ reason: Reason, peer: String? = nil, detail: String = "") {
    self.stage = stage
    self.reason = reason
    self.peer = peer
    self.detail = detail
  }

  /// Whether the request cannot have reached the service, so that repeating it is always harmless.
  package var isBeforeSending: Bool {
    switch stage {
    case .name, .connection, .security, .proxy: true
    case .request, .answer: false
    }
  }
}

extension HTTPFailure: ClassifiedError {
  /// What it means for whoever asked.
  package var failureClass: FailureClass {
    switch reason {
    case .unknownHost: .unknownHost
    case .untrustedCertificate: .untrustedCertificate
    // A proxy that speaks as none should is a way that is not there.
    case .malformed: stage == .proxy ? .unreachable : .malformed
    case .tooLarge: .malformed
    case .timedOut: isBeforeSending ? .connectTimedOut : .timedOut
    case .refused, .unreachable, .closed, .noAgreement, .other: isBeforeSending ? .unreachable : .cutOff
    }
  }

  /// Nothing: there was nobody to say it.
  package var retryAfter: Duration? { nil }
}

extension HTTPFailure: CustomStringConvertible {
  /// For a trace: the step, what happened there, and the library's own words.
  package var description: String {
    let words = [peer, detail.isEmpty ? nil : detail].compactMap { $0 }
    return "\(stage): \(reason)" + (words.isEmpty ? "" : " (\(words.joined(separator: ": ")))")
  }
}
