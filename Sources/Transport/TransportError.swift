/// Why nothing can be sent or served: what is wrong with a setting or a file, found before any exchange begins.
package enum TransportError: Error, Equatable, Sendable {
  /// The proxy that an environment variable names; its value may hold a password, so it is not repeated here.
  case unusableProxy(variable: String, ProxyFault)
  /// A certificate file, or a folder of them, that cannot be read or holds no certificate.
  case unreadableCertificate(path: String, CertificateOrigin, detail: String)
  /// Files that were read, but do not fit together.
  case unusableCertificates(detail: String)
  /// A client certificate's private key that cannot be read.
  case unreadableKey(path: String, detail: String)
  /// A request whose scheme is neither `http` nor `https`, or that lacks authority or path.
  case unusableAddress(String)
  /// Nothing can be served at this place.
  case cannotListen(host: String, port: Int, reason: ListeningObstacle)
}

/// Who names a file of certificates.
package enum CertificateOrigin: Equatable, Sendable {
  /// Whoever gave the authorities to trust.
  case authorities
  /// This environment variable, for the authorities to trust.
  case environment(variable: String)
  /// Whoever gave the client's own.
  case client
}

/// What is wrong with a proxy's URL.
package enum ProxyFault: Error, Equatable, Sendable {
  /// No host is in it, or the port is no number.
  case malformed
  /// The scheme, in lower case, is none of `http`, `https`, `socks5`, `socks5h`.
  case unsupportedScheme(String)
  /// User or password has more bytes than SOCKS can carry.
  case credentialsTooLong(limit: Int)
}

/// Why a listener cannot have the address it was told.
package enum ListeningObstacle: Equatable, Sendable {
  /// Another program has the port.
  case addressInUse
  /// The system keeps the port for others; those below 1024 are root's.
  case permissionDenied
  /// Nothing is known of the name.
  case unknownHost
  /// The name is known, but it is no address of this machine.
  case addressNotAvailable
  /// Anything else, in the system's words.
  case other(detail: String)
}
