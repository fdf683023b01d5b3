import Compression
import Testing

/// What is packed comes out whole, however its blocks are cut, or not at all.
struct UnpackedBlocksTests {
  /// `printf 'one\ntwo\n' | gzip -n | od -An -tx1`, and the same with `zstd -q`.
  private static let packed: [(ContentCoding, [UInt8])] = [
    (
      .gzip,
      [
        0x1F, 0x8B, 0x08, 0, 0, 0, 0, 0, 0, 0x03, 0xCB, 0xCF, 0x4B, 0xE5, 0x2A, 0x29, 0xCF, 0xE7, 0x02, 0,
        0xE6,
        0x0B, 0xBA, 0x12, 0x08, 0, 0, 0,
      ]
    ),
    (
      .zstd,
      [
        0x28, 0xB5, 0x2F, 0xFD, 0x04, 0x58, 0x41, 0, 0, 0x6F, 0x6E, 0x65, 0x0A, 0x74, 0x77, 0x6F, 0x0A, 0xE6,
        0xA6,
        0x0E, 0x40,
      ]
    ),
  ]

  private static func unpacked(_ packed: [UInt8], _ coding: ContentCoding, by size: Int) throws -> String {
    var rest = packed[...]
    let blocks = UnpackedBlocks(coding) {
      let block = Array(rest.prefix(size))
      rest = rest.dropFirst(size)
      return block
    }
    var bytes: [UInt8] = []
    while case let block = try blocks.next(), !block.isEmpty { bytes += block }
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test(arguments: 1...30)
  func everyCutGivesTheSame(_ size: Int) throws {
    for (coding, bytes) in Self.packed {
      #expect(try Self.unpacked(bytes, coding, by: size) == "one\ntwo\n")
      // Two members, two frames.
      #expect(try Self.unpacked(bytes + bytes, coding, by: size) == "one\ntwo\none\ntwo\n")
    }
  }

  @Test(arguments: 0...20)
  func whatIsCutOffIsSaid(_ length: Int) {
    for (coding, bytes) in Self.packed {
      for size in [1, 5, 100] {
        #expect(throws: DecompressionFailure.malformed) {
          try Self.unpacked(Array(bytes.prefix(length)), coding, by: size)
        }
      }
    }
  }

  @Test func whatIsNoArchiveIsDamaged() {
    for (coding, bytes) in Self.packed {
      #expect(throws: DecompressionFailure.malformed) {
        try Self.unpacked(bytes + Array("more".utf8), coding, by: 100)
      }
    }
  }
}
