/// Whom a certificate is for, and who signed it (RFC 5280 §4.1).
struct CertificateNames {
  /// In DER.
  let issuer: [UInt8]
  /// In DER.
  let subject: [UInt8]

  /// - Parameter der: of the certificate; `nil` comes of what is none.
  init?(_ der: [UInt8]) {
    var reader = DERReader(der[...])
    guard let certificate = reader.next() else { return nil }
    reader = DERReader(certificate.content)
    guard let signed = reader.next() else { return nil }
    reader = DERReader(signed.content)
    // Version (which may be left out), serial number, signature, issuer, validity, subject.
    guard var field = reader.next() else { return nil }
    if field.tag == DERReader.version {
      guard let serial = reader.next() else { return nil }
      field = serial
    }
    guard reader.next() != nil, let issuer = reader.next(), reader.next() != nil, let subject = reader.next()
    else { return nil }
    self.issuer = Array(issuer.content)
    self.subject = Array(subject.content)
  }

  /// The issuer's common name, else its organization.
  var issuerName: String? {
    let names = Self.attributes(of: issuer)
    return names[Self.commonName] ?? names[Self.organization]
  }

  /// The subject's common name.
  var subjectName: String? { Self.attributes(of: subject)[Self.commonName] }

  /// 2.5.4.3 and 2.5.4.10 (RFC 5280, appendix A.1).
  private static let commonName: [UInt8] = [0x55, 0x04, 0x03]
  private static let organization: [UInt8] = [0x55, 0x04, 0x0A]

  /// The texts of a name by their object identifiers.
  private static func attributes(of name: [UInt8]) -> [[UInt8]: String] {
    var names: [[UInt8]: String] = [:]
    var sets = DERReader(name[...])
    while let set = sets.next() {
      var pairs = DERReader(set.content)
      while let pair = pairs.next() {
        var parts = DERReader(pair.content)
        guard let type = parts.next(), let text = parts.next() else { continue }
        names[Array(type.content)] = String(decoding: text.content, as: UTF8.self)
      }
    }
    return names
  }
}

/// Values in DER, one behind the other (X.690 §8.1, §10.1).
private struct DERReader {
  /// The tag of what is marked [0].
  static let version: UInt8 = 0xA0

  private var rest: ArraySlice<UInt8>

  init(_ bytes: ArraySlice<UInt8>) { rest = bytes }

  /// `nil` at the end, and for what is cut short.
  mutating func next() -> (tag: UInt8, content: ArraySlice<UInt8>)? {
    guard let tag = rest.popFirst(), let length = length(), length <= rest.count else { return nil }
    defer { rest = rest.dropFirst(length) }
    return (tag, rest.prefix(length))
  }

  private mutating func length() -> Int? {
    guard let first = rest.popFirst() else { return nil }
    guard first >= 0x80 else { return Int(first) }
    let count = Int(first & 0x7F)
    // No certificate has 4 GB.
    guard (1...4).contains(count), count <= rest.count else { return nil }
    defer { rest = rest.dropFirst(count) }
    return rest.prefix(count).reduce(0) { $0 << 8 | Int($1) }
  }
}
