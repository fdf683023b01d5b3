import NIOSSL

/// The certificates whose signatures on a server's certificate are believed.
package struct TrustRoots: Equatable, Sendable {
  /// Those that the operating system brings.
  package static let system = TrustRoots(file: nil, from: .authorities, directories: [])

  private let file: String?
  private let origin: CertificateOrigin
  private let directories: [String]

  private init(file: String?, from origin: CertificateOrigin, directories: [String]) {
    self.file = file
    self.origin = origin
    self.directories = directories
  }

  /// A file that is given, else the one that `SSL_CERT_FILE` names, replaces the system's certificates, as with curl's
  /// `--cacert`. So does `SSL_CERT_DIR`, directories in OpenSSL's form with colons between them, of
  /// which some may be missing; both variables together count both.
  ///
  /// - Parameter caFile: certificates in PEM; with it the environment is not asked.
  package init(caFile: String?, environment: [String: String]) {
    func variable(_ name: String) -> String? {
      environment[name].flatMap { $0.isEmpty || caFile != nil ? nil : $0 }
    }
    self.init(
      file: caFile ?? variable("SSL_CERT_FILE"),
      from: caFile == nil ? .environment(variable: "SSL_CERT_FILE") : .authorities,
      directories: (variable("SSL_CERT_DIR") ?? "").split(separator: ":").map(String.init))
  }

  /// The library's configuration with these roots.
  ///
  /// - Throws: ``TransportError`` naming the file that cannot be used.
  func tls(presenting certificate: ClientCertificate?) throws -> TLSConfiguration {
    var tls = TLSConfiguration.makeClientConfiguration()
    tls.minimumTLSVersion = .tlsv12
    // The host is compared by ``TLSHandshake``.
    tls.certificateVerification = .noHostnameVerification
    tls.trustRoots = try roots()
    try certificate?.present(in: &tls)
    return tls
  }

  private func roots() throws(TransportError) -> NIOSSLTrustRoots {
    guard file != nil || !directories.isEmpty else { return .default }
    var certificates =
      try file.map { (path) throws(TransportError) in try PEMFile(path: path).certificates(origin) } ?? []
    for path in directories { certificates += try CertificateDirectory(path: path).certificates() }
    if certificates.isEmpty, let first = directories.first {
      throw CertificateDirectory(path: first).emptiness
    }
    return .certificates(certificates)
  }
}
