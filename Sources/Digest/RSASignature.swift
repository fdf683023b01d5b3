import COpenSSL

/// Signatures by RSASSA-PKCS1-v1_5 with SHA-256, the RS256 of JSON Web Tokens (RFC 7518 §3.3).
package enum RSASignature {
  /// Why a text could not be signed, or a signature not be looked at.
  package enum Problem: Error, Equatable, Sendable {
    /// There is no key in the text, or it is damaged.
    case noKey
    /// It is a key of another kind than RSA's.
    case otherKey
    /// The key is encrypted, and no pass phrase was given.
    case locked
    /// The key is encrypted with another pass phrase.
    case wrongPassphrase
    /// OpenSSL refuses: the key is too short, for example.
    case failed
  }

  /// No RSA key is longer than 16,384 bits.
  private static let longest = 2048

  /// The signature under a text.
  ///
  /// - Parameters:
  ///   - pem: a private key in PKCS#1 or PKCS#8, encrypted or not.
  ///   - passphrase: what it is encrypted with; `nil` where nobody knows yet whether it is.
  /// - Throws: ``Problem``.
  package static func sign(
    _ text: [UInt8], withKey pem: [UInt8], passphrase: String? = nil
  ) throws(Problem) -> [UInt8] {
    var signature = [UInt8](repeating: 0, count: longest)
    var count = signature.count
    let outcome =
      if let passphrase {
        passphrase.withCString { rs256_sign(pem, pem.count, $0, text, text.count, &signature, &count) }
      } else {
        rs256_sign(pem, pem.count, nil, text, text.count, &signature, &count)
      }
    if let problem = problem(outcome) { throw problem }
    return Array(signature.prefix(count))
  }

  /// Whether this is the signature under a text.
  ///
  /// - Parameter pem: a public key (SubjectPublicKeyInfo), or a certificate with it.
  /// - Throws: ``Problem`` for a text that holds no such key.
  package static func isValid(
    _ signature: [UInt8], under text: [UInt8], byKey pem: [UInt8]
  ) throws(Problem) -> Bool {
    let outcome = rs256_verify(pem, pem.count, text, text.count, signature, signature.count)
    if outcome == RS256_FAILED { return false }
    if let problem = problem(outcome) { throw problem }
    return true
  }

  private static func problem(_ outcome: rs256_outcome) -> Problem? {
    switch outcome {
    case RS256_DONE: nil
    case RS256_NO_KEY: .noKey
    case RS256_OTHER_KEY: .otherKey
    case RS256_LOCKED: .locked
    case RS256_WRONG_PASSPHRASE: .wrongPassphrase
    default: .failed
    }
  }
}
