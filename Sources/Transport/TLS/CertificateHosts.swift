import NIOCore
import NIOSSL

/// The hosts that a certificate is for (RFC 9525 §6).
///
/// The library's own check would also take an address in the certificate that is that of the connection's other end:
/// it may be a proxy's, or what a forged name has led to.
struct CertificateHosts: Equatable {
  /// As the certificate has them: `*.my.salesforce.com`.
  let names: [[UInt8]]
  /// Four bytes or sixteen each.
  let addresses: [[UInt8]]

  init(names: [[UInt8]], addresses: [[UInt8]]) {
    self.names = names
    self.addresses = addresses
  }

  /// A certificate that has no such list at all is for the host that its subject names.
  init(_ certificate: NIOSSLCertificate) {
    let all = certificate._subjectAlternativeNames()
    func contents(_ type: _SubjectAlternativeName.NameType) -> [[UInt8]] {
      all.filter { $0.nameType == type }.map { Array($0.contents) }
    }
    addresses = contents(.ipAddress)
    guard all.isEmpty else {
      names = contents(.dnsName)
      return
    }
    let subject = (try? certificate.toDERBytes()).flatMap(CertificateNames.init)?.subjectName
    names = subject.map { [Array($0.utf8)] } ?? []
  }

  /// - Parameter host: a name, or an address without brackets.
  func contain(_ host: String) -> Bool {
    if let address = IPAddress(host) { return addresses.contains(address.bytes) }
    let host = Self.canonical(Array(host.utf8))
    return names.contains { Self.matches(Self.canonical($0), host) }
  }

  /// The first of them, for people: a certificate can have hundreds.
  var shown: [String] {
    let words =
      names.lazy.map { String(decoding: $0, as: UTF8.self) }
      + addresses.lazy.compactMap {
        (try? SocketAddress(packedIPAddress: ByteBuffer(bytes: $0), port: 0))?.ipAddress
      }
    return Array(words.prefix(3))
  }

  /// In lower case, without the dot of the root.
  private static func canonical(_ name: [UInt8]) -> [UInt8] {
    let lower = name.map { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) ? $0 | 0x20 : $0 }
    return lower.last == UInt8(ascii: ".") ? lower.dropLast() : lower
  }

  /// An asterisk stands for the whole first label, and for one alone.
  private static func matches(_ name: [UInt8], _ host: [UInt8]) -> Bool {
    guard name.starts(with: "*.".utf8) else { return !host.isEmpty && name == host }
    guard let dot = host.firstIndex(of: UInt8(ascii: ".")), dot > 0 else { return false }
    return host[dot...].elementsEqual(name.dropFirst())
  }
}
