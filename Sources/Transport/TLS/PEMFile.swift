import FoundationEssentials
import NIOSSL

/// A file of certificates or keys, whose errors name it.
struct PEMFile {
  let path: String

  func certificates() throws -> [NIOSSLCertificate] {
    do {
      let certificates = try NIOSSLCertificate.fromPEMBytes(bytes())
      guard !certificates.isEmpty else { throw NIOSSLError.failedToLoadCertificate }
      return certificates
    } catch {
      throw TransportError.unreadableCertificate(
        path: path, detail: detail(of: error, "no certificate in PEM form"))
    }
  }

  func key() throws -> NIOSSLPrivateKey {
    do {
      return try NIOSSLPrivateKey(bytes: bytes(), format: .pem)
    } catch {
      throw TransportError.unreadableKey(path: path, detail: detail(of: error, "no private key in PEM form"))
    }
  }

  private func bytes() throws -> [UInt8] {
    Array(try Data(contentsOf: URL(fileURLWithPath: path)))
  }

  private func detail(of error: any Error, _ content: String) -> String {
    guard let error = error as? CocoaError else { return content }
    switch error.code {
    case .fileReadNoSuchFile: return "no such file"
    case .fileReadNoPermission: return "permission denied"
    default: return "cannot be read"
    }
  }
}
