import Digest
import Testing

/// The checksum by which damage is found.
struct FletcherChecksumTests {
  private static let bytes = (0..<1000).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 / 7) }

  private func sum(_ bytes: [UInt8]) -> [UInt8] {
    var checksum = FletcherChecksum()
    checksum.update(bytes)
    return checksum.value
  }

  @Test(arguments: [1, 3, 63, 64, 65, 127, 128, 500, 999])
  func piecesMakeNoDifference(_ length: Int) {
    var checksum = FletcherChecksum()
    for start in stride(from: 0, to: Self.bytes.count, by: length) {
      _ = checksum.value
      checksum.update(Array(Self.bytes[start..<min(start + length, Self.bytes.count)]))
    }
    #expect(checksum.value == sum(Self.bytes))
  }

  @Test func eachLengthOfZerosHasItsOwn() {
    let sums = Set((0...300).map { sum([UInt8](repeating: 0, count: $0)) })
    #expect(sums.count == 301)
  }

  /// Changed, zeroed, exchanged and shifted parts.
  @Test func damageIsSeen() {
    let whole = sum(Self.bytes)
    for start in stride(from: 0, through: 900, by: 9) {
      var changed = Self.bytes
      changed[start] ^= 1
      #expect(sum(changed) != whole)
      var zeroed = Self.bytes
      zeroed.replaceSubrange(start..<start + 64, with: repeatElement(0, count: 64))
      #expect(sum(zeroed) != whole)
      var shifted = Self.bytes
      shifted.insert(0, at: start)
      #expect(sum(shifted) != whole)
    }
    let (first, second) = (Self.bytes[..<64], Self.bytes[64..<128])
    #expect(sum(Array(first + second)) != sum(Array(second + first)))
  }
}
