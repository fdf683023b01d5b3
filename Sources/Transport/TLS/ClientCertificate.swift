import NIOSSL

/// A certificate, with its key, that says who we are to hosts that ask for mutual TLS.
package struct ClientCertificate: Equatable, Sendable {
  /// The path of the certificate, with those that lead to its root.
  package let certificateFile: String
  /// The path of the private key.
  package let keyFile: String

  /// Reads nothing yet.
  ///
  /// - Parameters:
  ///   - certificateFile: PEM; the certificate and those that lead to its root.
  ///   - keyFile: PEM, without a passphrase; may be the same file.
  package init(certificateFile: String, keyFile: String) {
    self.certificateFile = certificateFile
    self.keyFile = keyFile
  }

  func present(in tls: inout TLSConfiguration) throws {
    let chain = try PEMFile(path: certificateFile).certificates(.client)
    tls.certificateChain = chain.map { .certificate($0) }
    tls.privateKey = .privateKey(try PEMFile(path: keyFile).key())
  }
}
