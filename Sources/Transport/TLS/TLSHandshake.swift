import NIOCore
import NIOSSL
import NIOTLS

/// Agrees on TLS with a server or a proxy.
enum TLSHandshake {
  /// To be called on the channel's event loop.
  ///
  /// - Parameter host: a name, or an address without brackets.
  static func begin(_ tls: NIOSSLContext, with host: String, on channel: any Channel) throws
    -> EventLoopFuture<Void>
  {
    // Only names are told to the server (RFC 6066 §3).
    let name = IPAddress(host) == nil ? host : nil
    let handler = try NIOSSLClientHandler(context: tls, serverHostname: name)
    let completed = channel.eventLoop.makePromise(of: Void.self)
    let monitor = HandshakeMonitor(completed) { event in
      if case TLSUserEvent.handshakeCompleted = event { true } else { false }
    }
    return channel.perform([handler, monitor], completed, thenRemoving: [monitor]).assumeIsolated()
      .flatMapErrorThrowing { error in
        throw UntrustedCertificate(error, shown: handler.peerCertificate) ?? error
      }.flatMapThrowing {
        let hosts = handler.peerCertificate.map { CertificateHosts($0) }
        guard let hosts, hosts.contain(host) else {
          throw UntrustedCertificate(for: hosts ?? CertificateHosts(names: [], addresses: []))
        }
      }.nonisolated()
  }
}
