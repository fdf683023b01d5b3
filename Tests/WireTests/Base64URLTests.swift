import FoundationEssentials
import Testing
import Wire

/// The alphabet of JSON Web Tokens.
struct Base64URLTests {
  // The first seven from RFC 4648 §10.
  static let pairs: [([UInt8], String)] = [
    ([], ""), (Array("f".utf8), "Zg"), (Array("fo".utf8), "Zm8"), (Array("foo".utf8), "Zm9v"),
    (Array("foob".utf8), "Zm9vYg"), (Array("fooba".utf8), "Zm9vYmE"), (Array("foobar".utf8), "Zm9vYmFy"),
    ([0xFB, 0xFF, 0xBF], "-_-_"), ([0xFF], "_w"),
  ]

  @Test(arguments: pairs)
  func writes(_ bytes: [UInt8], as text: String) {
    #expect(Base64URL.encode(bytes) == text)
  }

  @Test(arguments: pairs)
  func readsBack(_ bytes: [UInt8], from text: String) {
    #expect(Base64URL.decode(text) == bytes)
  }

  @Test(arguments: ["A", "Zm9vY", "Zg!", "Z g", "Zg\n", "é"])
  func refuses(_ text: String) {
    #expect(Base64URL.decode(text) == nil)
  }
}
