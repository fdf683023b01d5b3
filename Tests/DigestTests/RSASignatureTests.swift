import Digest
import TestSupport
import Testing

/// Signatures as OpenSSL's own command makes them.
struct RSASignatureTests {
  private static let text = Array("abc".utf8)

  @Test(arguments: [
    (TestKeys.pkcs1, nil), (TestKeys.pkcs8, nil), (TestKeys.pkcs8, "not needed"),
    (TestKeys.encryptedPKCS8, TestKeys.passphrase), (TestKeys.encryptedPKCS1, TestKeys.passphrase),
    (TestKeys.certificate + TestKeys.pkcs8, nil), ("comment\n\(TestKeys.pkcs1)", nil),
  ])
  func everyFormOfAKeySignsAlike(_ pem: String, _ passphrase: String?) throws {
    let signature = try RSASignature.sign(Self.text, withKey: Array(pem.utf8), passphrase: passphrase)
    #expect(Hexadecimal.text(signature) == TestKeys.signatureOfABC)
  }

  @Test(
    arguments: [
      ("", nil, .noKey), ("abc", nil, .noKey), (TestKeys.certificate, nil, .noKey),
      (TestKeys.publicKey, nil, .noKey), (String(TestKeys.pkcs8.dropLast(200)), nil, .noKey),
      (TestKeys.elliptic, nil, .otherKey), (TestKeys.encryptedPKCS8, nil, .locked),
      (TestKeys.encryptedPKCS1, nil, .locked), (TestKeys.encryptedPKCS8, "open", .wrongPassphrase),
      (TestKeys.encryptedPKCS1, "open", .wrongPassphrase), (TestKeys.encryptedPKCS8, "", .wrongPassphrase),
    ] as [(String, String?, RSASignature.Problem)])
  func whatCannotSignIsNamed(_ pem: String, _ passphrase: String?, _ problem: RSASignature.Problem) {
    #expect(throws: problem) {
      try RSASignature.sign(Self.text, withKey: Array(pem.utf8), passphrase: passphrase)
    }
  }

  @Test(arguments: [
    (TestKeys.publicKey, "abc", true), (TestKeys.certificate, "abc", true),
    (TestKeys.publicKey, "abd", false), (TestKeys.otherPublicKey, "abc", false),
  ])
  func aSignatureIsCheckedWithThePublicHalf(_ pem: String, _ text: String, _ isValid: Bool) throws {
    let signature = try #require(Hexadecimal.bytes(TestKeys.signatureOfABC))
    #expect(
      try RSASignature.isValid(signature, under: Array(text.utf8), byKey: Array(pem.utf8)) == isValid)
  }

  @Test func whatIsNoSignatureIsNone() throws {
    for signature in [[], [0], [UInt8](repeating: 7, count: 256)] {
      #expect(
        try RSASignature.isValid(signature, under: Self.text, byKey: Array(TestKeys.publicKey.utf8)) == false)
    }
    #expect(throws: RSASignature.Problem.noKey) {
      try RSASignature.isValid([], under: Self.text, byKey: Array(TestKeys.pkcs8.utf8))
    }
  }
}
