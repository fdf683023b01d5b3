import FoundationEssentials
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
  /// `--cacert`. So does `SSL_CERT_DIR`, a directory in OpenSSL's form; both variables together count both.
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
    if file != nil, let directory { tls.additionalTrustRoots = [.file(directory)] }
    try certificate?.present(in: &tls)
    return tls
  }

  private func roots() throws -> NIOSSLTrustRoots {
    if let directory { try Self.check(directory) }
    guard let file else { return directory.map(NIOSSLTrustRoots.file) ?? .default }
    return .certificates(try PEMFile(path: file).certificates())
  }

  private static func check(_ directory: String) throws {
    var isDirectory = false
    guard FileManager.default.fileExists(atPath: directory, isDirectory: &isDirectory), isDirectory else {
      throw TransportError.unreadableCertificate(path: directory, detail: "no such directory")
    }
  }
}
