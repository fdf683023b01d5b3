import NIOSSL

/// The certificates whose signatures on a server's certificate are believed.
package struct TrustRoots: Equatable, Sendable {
  /// Those that the operating system brings.
  package static let system = TrustRoots(file: nil, directory: nil)

  private let file: String?
  private let directory: String?

  private init(file: String?, directory: String?) {
    self.file = file
    self.directory = directory
  }

  /// A file that is given, else the one that `SSL_CERT_FILE` names, replaces the system's certificates, as with curl's
  /// `--cacert`. So does `SSL_CERT_DIR`, directories in OpenSSL's form with colons between them; both variables together count both.
  ///
  /// - Parameter caFile: certificates in PEM; with it the environment is not asked.
  package init(caFile: String?, environment: [String: String]) {
    func variable(_ name: String) -> String? {
      environment[name].flatMap { $0.isEmpty || caFile != nil ? nil : $0 }
    }
    self.init(file: caFile ?? variable("SSL_CERT_FILE"), directory: variable("SSL_CERT_DIR"))
  }

  /// The library's configuration with these roots.
  ///
  /// - Throws: ``TransportError`` naming the file that cannot be used.
  func tls(presenting certificate: ClientCertificate?) throws -> TLSConfiguration {
    var tls = TLSConfiguration.makeClientConfiguration()
    tls.minimumTLSVersion = .tlsv12
    tls.trustRoots = try roots()
    try certificate?.present(in: &tls)
    return tls
  }

  private func roots() throws(TransportError) -> NIOSSLTrustRoots {
    guard file != nil || directory != nil else { return .default }
    var certificates =
      try file.map { (path) throws(TransportError) in try PEMFile(path: path).certificates() } ?? []
    // OpenSSL takes several, as in PATH.
    for path in (directory ?? "").split(separator: ":") {
      certificates += try CertificateDirectory(path: String(path), mayBeEmpty: file != nil).certificates()
    }
    return .certificates(certificates)
  }
}
