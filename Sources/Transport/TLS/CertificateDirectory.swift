import FileSystem
import Glibc
import NIOSSL

/// A directory of certificates, each under a name that OpenSSL finds it by: eight hexadecimal digits and a number, as
/// `openssl rehash` makes them.
struct CertificateDirectory {
  private static let origin = CertificateOrigin.environment(variable: "SSL_CERT_DIR")

  let path: String

  /// All of them; none where there is no such directory, for lists of them name those of several systems.
  ///
  /// - Throws: ``TransportError/unreadableCertificate(path:_:detail:)`` naming the directory, or the file in it.
  func certificates() throws(TransportError) -> [NIOSSLCertificate] {
    var certificates: [NIOSSLCertificate] = []
    for name in try names().filter(Self.isHash).sorted() {
      certificates += try PEMFile(path: "\(path)/\(name)").certificates(Self.origin)
    }
    return certificates
  }

  /// Why there are none, where there are none elsewhere either.
  var emptiness: TransportError {
    unreadable(
      FileFacts(of: path) == nil
        ? "no such directory" : "no certificate in it has a hashed name; 'openssl rehash' makes them")
  }

  private func unreadable(_ detail: String) -> TransportError {
    .unreadableCertificate(path: path, Self.origin, detail: detail)
  }

  private func names() throws(TransportError) -> [String] {
    guard let directory = FileName.withPath(path, { opendir($0) }) else {
      switch errno {
      case ENOENT: return []
      case ENOTDIR: throw unreadable("it is no directory")
      case EACCES: throw unreadable("permission denied")
      default: throw unreadable(String(cString: strerror(errno)))
      }
    }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      // An entry is as long as its name: to copy `d_name` whole would read beyond what the system has given.
      let name = UnsafeRawPointer(entry) + MemoryLayout<dirent>.offset(of: \.d_name)!
      names.append(String(cString: name.assumingMemoryBound(to: CChar.self)))
    }
    return names
  }

  private static func isHash(_ name: String) -> Bool {
    let parts = name.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 2 && parts[0].utf8.count == 8 && parts[0].allSatisfy(\.isHexDigit)
      && !parts[1].isEmpty && parts[1].allSatisfy(\.isNumber)
  }
}
