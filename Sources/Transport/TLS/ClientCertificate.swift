import NIOSSL

/// A certificate, with its key, that says who we are to hosts that ask for mutual TLS.
package struct ClientCertificate: Equatable, Sendable {
  package let certificateFile: String
  package let keyFile: String

  /// - Parameters:
  ///   - certificateFile: PEM; the certificate and those that lead to its root.
  ///   - keyFile: PEM, without a passphrase; may be the same file.
  package init(certificateFile: String, keyFile: String) {
    self.certificateFile = certificateFile
    self.keyFile = keyFile
  }

  func present(in tls: inout TLSConfiguration) throws {
    let chain = try PEMFile(path: certificateFile).certificates()
    tls.certificateChain = chain.map { .certificate($0) }
    tls.privateKey = .privateKey(try PEMFile(path: keyFile).key())
  }
}
