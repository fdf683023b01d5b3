import FoundationEssentials
import NIOSSL
import Wire

/// A certificate that a peer has shown and that is not believed.
struct UntrustedCertificate: Error {
  let fault: CertificateFault

  /// The library says that a certificate failed, and not why: that is read from the certificate itself.
  ///
  /// - Parameters:
  ///   - error: what ended the handshake; `nil` comes of any that does not speak of the certificate.
  ///   - certificate: the peer's own, without those that were sent beside it.
  init?(_ error: any Error, shown certificate: NIOSSLCertificate?, now: Date = Date()) {
    switch error {
    case NIOSSLError.handshakeFailed(let cause)
    where FailureClassifier.words(of: cause).contains("CERTIFICATE_VERIFY_FAILED"):
      fault = certificate.map { CertificateFault($0, now: now) } ?? .unknownIssuer(nil)
    default: return nil
    }
  }

  /// A certificate that is good, and for other hosts than the one that was asked.
  init(for hosts: CertificateHosts) {
    fault = .otherName(hosts.shown)
  }
}

extension CertificateFault {
  /// Of a certificate that did not pass.
  fileprivate init(_ certificate: NIOSSLCertificate, now: Date) {
    let begin = Date(timeIntervalSince1970: Double(certificate.notValidBefore))
    let end = Date(timeIntervalSince1970: Double(certificate.notValidAfter))
    let names = (try? certificate.toDERBytes()).flatMap(CertificateNames.init)
    if now < begin {
      self = .notYetValid(begin, now: now)
    } else if now > end {
      self = .expired(end, now: now)
    } else if let names, names.issuer == names.subject {
      self = .selfSigned
    } else {
      self = .unknownIssuer(names?.issuerName)
    }
  }
}
