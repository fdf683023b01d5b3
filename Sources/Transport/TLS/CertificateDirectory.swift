import FileSystem
import Glibc
import NIOSSL

/// A directory of certificates, each under a name that OpenSSL finds it by: eight hexadecimal digits and a number, as
/// `openssl rehash` makes them.
struct CertificateDirectory {
  let path: String
  /// Whether it may be without any, because there are others elsewhere.
  let mayBeEmpty: Bool

  /// All of them.
  ///
  /// - Throws: ``TransportError/unreadableCertificate(path:detail:)`` naming the directory, or the file in it.
  func certificates() throws(TransportError) -> [NIOSSLCertificate] {
    let names = try self.names().filter(Self.isHash).sorted()
    guard mayBeEmpty || !names.isEmpty else {
      throw .unreadableCertificate(
        path: path, detail: "no certificate in it has a hashed name; 'openssl rehash' makes them")
    }
    var certificates: [NIOSSLCertificate] = []
    for name in names { certificates += try PEMFile(path: "\(path)/\(name)").certificates() }
    return certificates
  }

  private func names() throws(TransportError) -> [String] {
    guard let directory = FileName.withPath(path, { opendir($0) }) else {
      let detail =
        switch errno {
        case ENOENT: "no such directory"
        case ENOTDIR: "it is no directory"
        case EACCES: "permission denied"
        default: String(cString: strerror(errno))
        }
      throw .unreadableCertificate(path: path, detail: detail)
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
