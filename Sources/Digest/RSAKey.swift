import COpenSSL
import Glibc

/// RSA keys, and certificates that say whose they are, as PEM (RFC 7468).
package enum RSAKey {
  /// OpenSSL cannot do it: what is given is no private key, or it is protected by a passphrase.
  package struct Unusable: Error {
    /// Nothing more is known.
    package init() {}
  }

  /// A new private key in PKCS#8.
  ///
  /// - Throws: ``Unusable``.
  package static func generate(bits: UInt32 = 2048) throws(Unusable) -> [UInt8] {
    try bytes(rsa_key_new(bits))
  }

  /// A certificate signed with the key itself, which counts from now on.
  ///
  /// - Parameters:
  ///   - key: PEM, not encrypted.
  ///   - name: the subject's and the issuer's; 64 characters at most (RFC 5280, ub-common-name).
  /// - Throws: ``Unusable``.
  package static func certificate(
    signedWith key: [UInt8], name: String, days: Int
  ) throws(Unusable) -> [UInt8] {
    try bytes(name.withCString { certificate_self_signed(key, key.count, $0, days) })
  }

  private static func bytes(_ text: UnsafeMutablePointer<CChar>?) throws(Unusable) -> [UInt8] {
    guard let text else { throw Unusable() }
    defer { free(text) }
    return Array(UnsafeRawBufferPointer(start: text, count: strlen(text)))
  }
}
