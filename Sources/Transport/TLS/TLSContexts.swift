import NIOSSL
import Synchronization

/// What the library needs to agree on TLS, made from the certificates' files when it is first needed.
final class TLSContexts: Sendable {
  private let trust: TrustRoots
  private let clientCertificate: ClientCertificate?
  private let origins = Mutex<NIOSSLContext?>(nil)
  private let proxies = Mutex<NIOSSLContext?>(nil)

  init(trust: TrustRoots, clientCertificate: ClientCertificate?) {
    self.trust = trust
    self.clientCertificate = clientCertificate
  }

  /// - Throws: ``TransportError`` naming the file that cannot be used.
  func forOrigins() throws -> NIOSSLContext {
    try origins.withLock { try context(&$0, presenting: clientCertificate) }
  }

  /// Without the client's certificate, which is the service's to see and not the proxy's.
  ///
  /// - Throws: ``TransportError`` naming the file that cannot be used.
  func forProxies() throws -> NIOSSLContext {
    if clientCertificate == nil { return try forOrigins() }
    return try proxies.withLock { try context(&$0, presenting: nil) }
  }

  private static func context(
    _ settings: TLSConfiguration, presenting certificate: ClientCertificate?
  ) throws(TransportError) -> NIOSSLContext {
    do {
      return try NIOSSLContext(configuration: settings)
    } catch {
      let words = FailureClassifier.words(of: error)
      // The files are read before; what is left is a key of another certificate.
      guard let certificate else { throw .unusableCertificates(detail: words) }
      throw .unusableCertificates(
        detail: "the key '\(certificate.keyFile)' does not fit '\(certificate.certificateFile)' (\(words))")
    }
  }

  private func context(
    _ known: inout NIOSSLContext?, presenting certificate: ClientCertificate?
  ) throws -> NIOSSLContext {
    if let known { return known }
    var settings = try trust.tls(presenting: certificate)
    settings.applicationProtocols = ["http/1.1"]
    let context = try Self.context(settings, presenting: certificate)
    known = context
    return context
  }
}
