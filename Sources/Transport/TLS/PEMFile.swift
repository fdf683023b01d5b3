import FileSystem
import Glibc
import NIOSSL

/// A file of certificates or keys, whose errors name it.
struct PEMFile {
  /// Bytes; collections of all roots have less than one megabyte.
  private static let longest = 16 << 20

  let path: String

  /// - Throws: ``TransportError/unreadableCertificate(path:_:detail:)``.
  func certificates(_ origin: CertificateOrigin) throws(TransportError) -> [NIOSSLCertificate] {
    let bytes: [UInt8]
    do throws(Obstacle) { bytes = try contents() } catch {
      throw .unreadableCertificate(path: path, origin, detail: error.words)
    }
    if let certificates = try? NIOSSLCertificate.fromPEMBytes(bytes), !certificates.isEmpty {
      return certificates
    }
    let isBinary = (try? NIOSSLCertificate(bytes: bytes, format: .der)) != nil
    throw .unreadableCertificate(
      path: path, origin,
      detail: isBinary
        ? "it is in DER form; 'openssl x509 -inform der' makes PEM of it" : "no certificate in PEM form")
  }

  /// - Throws: ``TransportError/unreadableKey(path:detail:)``.
  func key() throws(TransportError) -> NIOSSLPrivateKey {
    let bytes: [UInt8]
    do throws(Obstacle) { bytes = try contents() } catch {
      throw .unreadableKey(path: path, detail: error.words)
    }
    // A library that would ask for a passphrase asks at the terminal.
    let isEncrypted = String(decoding: bytes, as: UTF8.self).contains("ENCRYPTED")
    if !isEncrypted, let key = try? NIOSSLPrivateKey(bytes: bytes, format: .pem) { return key }
    throw .unreadableKey(
      path: path, detail: isEncrypted ? "it is protected by a passphrase" : "no private key in PEM form")
  }

  /// Why a file cannot be read.
  private struct Obstacle: Error {
    let words: String

    init(_ words: String) { self.words = words }

    init(code: Int32) {
      switch code {
      case ENOENT: words = "no such file"
      case EACCES: words = "permission denied"
      case EISDIR: words = "it is a folder"
      case EFBIG: words = "it is longer than \(PEMFile.longest >> 20) MB"
      default: words = String(cString: strerror(code))
      }
    }
  }

  private func contents() throws(Obstacle) -> [UInt8] {
    let bytes: [UInt8]
    do throws(FileFailure) {
      bytes = try OpenFile(reading: path).rest(upTo: Self.longest)
    } catch {
      throw Obstacle(code: error.code)
    }
    guard !bytes.isEmpty else { throw Obstacle("it is empty") }
    return bytes
  }
}
