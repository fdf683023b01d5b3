import Digest
import Testing

/// The examples of FIPS 180-4 and of RFC 4231.
struct SHA256Tests {
  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
    (
      String(repeating: "a", count: 1_000_000),
      "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"
    ),
  ])
  func aTextHasItsDigest(_ text: String, _ digest: String) {
    #expect(Hexadecimal.text(SHA256.digest(of: Array(text.utf8))) == digest)
  }

  @Test func aDigestIsTheSameHoweverTheTextIsCut() {
    let text = (0..<200).map { UInt8($0) }
    for cut in 0...text.count {
      var hash = SHA256()
      hash.update(Array(text[..<cut]))
      hash.update(Array(text[cut...]))
      #expect(hash.digest == SHA256.digest(of: text))
    }
  }

  @Test func aDigestInBetweenChangesNothing() {
    var hash = SHA256()
    hash.update(Array("ab".utf8))
    let first = hash.digest
    hash.update(Array("c".utf8))
    #expect(first == SHA256.digest(of: Array("ab".utf8)))
    #expect(hash.digest == SHA256.digest(of: Array("abc".utf8)))
  }

  @Test(arguments: [
    (
      [UInt8](repeating: 0x0B, count: 20), "Hi There",
      "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"
    ),
    (
      Array("Jefe".utf8), "what do ya want for nothing?",
      "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
    ),
    (
      [UInt8](repeating: 0xAA, count: 131), "Test Using Larger Than Block-Size Key - Hash Key First",
      "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"
    ),
  ])
  func aTextHasItsCode(_ key: [UInt8], _ text: String, _ code: String) {
    #expect(Hexadecimal.text(HMACSHA256(key: key).code(for: Array(text.utf8))) == code)
  }

  @Test func bytesAreReadFromTheirDigits() {
    #expect(Hexadecimal.bytes("00ff7a") == [0, 255, 122])
    #expect(Hexadecimal.bytes("00f") == nil)
    #expect(Hexadecimal.bytes("0g") == nil)
  }
}
