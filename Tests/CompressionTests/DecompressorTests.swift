import Compression
import FoundationEssentials
import Testing

struct DecompressorTests {
  private static let text = #"{"model":"gpt-4o","messages":[{"role":"user","content":"Hi"}]}"#

  private static let gzip =
    "H4sIAAAAAAACA6tWys1PSc1RslJKLyjRNclX0lHKTS0uTkxPLVayiq5WKsrPSQVKlhanFgGlkvPzSlLzSoACHplKtbG1AG5gVaQ+AAAA"
  private static let zstd =
    "KLUv/QRY8QEAeyJtb2RlbCI6ImdwdC00byIsIm1lc3NhZ2VzIjpbeyJyb2xlIjoidXNlciIsImNvbnRlbnQiOiJIaSJ9XX2ok5U8"
  /// 300,000 blanks.
  private static let zstdBlanks = "KLUv/QRYVAAAECAgAQD7/znAAgIAECADnwQgPositg=="

  private static func bytes(_ text: String) throws -> [UInt8] {
    Array(try #require(Data(base64Encoded: text)))
  }

  private static func unpacked(_ packed: [UInt8], _ coding: ContentCoding) throws -> [UInt8] {
    let decompressor = Decompressor(packed, coding)
    var whole: [UInt8] = []
    while let piece = try decompressor.next() { whole += piece }
    #expect(try decompressor.next() == nil)
    return whole
  }

  @Test(arguments: [
    (gzip, ContentCoding.gzip), (zstd, .zstd),
    // Two members, two frames.
    (
      "H4sIAAAAAAACA6tWys1PSc1RslJKLyjRNclX0lHKBQDQR8OmFAAAAB+LCAAAAAAAAgNLLS5OTE8tVrKKrlYqys9JVbJSKi1OLVLSUUrOzytJzSsBCnhkKtXG1gIAIVKZ/yoAAAA=",
      .gzip
    ),
    (
      "KLUv/QRYoQAAeyJtb2RlbCI6ImdwdC00byIsIm3J+t4MKLUv/QRYUQEAZXNzYWdlcyI6W3sicm9sZSI6InVzZXIiLCJjb250ZW50IjoiSGkifV19iaxd8A==",
      .zstd
    ),
  ])
  func unpacksWhatIsWhole(_ packed: String, _ coding: ContentCoding) throws {
    #expect(String(decoding: try Self.unpacked(Self.bytes(packed), coding), as: UTF8.self) == Self.text)
  }

  @Test(arguments: [(gzip, ContentCoding.gzip), (zstd, .zstd)])
  func noCutPassesForAWhole(_ packed: String, _ coding: ContentCoding) throws {
    let bytes = try Self.bytes(packed)
    for end in bytes.indices {
      #expect(throws: DecompressionFailure.malformed) { try Self.unpacked(Array(bytes[..<end]), coding) }
    }
    #expect(throws: DecompressionFailure.malformed) { try Self.unpacked(bytes + [1], coding) }
  }

  @Test func aLongTextComesInPieces() throws {
    let decompressor = Decompressor(try Self.bytes(Self.zstdBlanks), .zstd)
    var lengths: [Int] = []
    while let piece = try decompressor.next() {
      #expect(piece.allSatisfy { $0 == 0x20 })
      lengths.append(piece.count)
    }
    #expect(lengths == [262_144, 37_856])
  }

  @Test func aWindowThatWantsTooMuchMemoryIsRefused() throws {
    let packed = try Self.bytes("KLUv/QSIRQAACCABAOQrIASykn0c")
    #expect(throws: DecompressionFailure.windowTooLarge) { try Self.unpacked(packed, .zstd) }
  }

  @Test(arguments: [
    ("gzip", ContentCoding.gzip), ("GZIP", .gzip), ("x-gzip", .gzip), ("zstd", .zstd), ("br", nil),
    ("deflate", nil), ("gzip, zstd", nil), ("", nil),
  ])
  func codingsAreKnownByName(_ name: String, _ coding: ContentCoding?) {
    #expect(ContentCoding(name) == coding)
  }
}
