/// A checksum that finds what a crash does to a file, such as blocks of zeros or pieces in a wrong place: Fletcher's,
/// over sixteen columns of 32-bit words, as fast as memory. Nobody who wants to forge is kept from it.
package struct FletcherChecksum: Sendable {
  private typealias Words = SIMD16<UInt32>

  private static let blockLength = MemoryLayout<Words>.size

  private var sum = Words.zero
  private var sumOfSums = Words.zero
  /// Less than a block.
  private var rest: [UInt8] = []
  private var count = 0

  /// The checksum of nothing so far.
  package init() {}

  /// Takes the next piece.
  package mutating func update(_ bytes: UnsafeRawBufferPointer) {
    count += bytes.count
    var bytes = bytes
    if !rest.isEmpty {
      let missing = min(Self.blockLength - rest.count, bytes.count)
      rest += bytes[..<missing]
      bytes = UnsafeRawBufferPointer(rebasing: bytes[missing...])
      guard rest.count == Self.blockLength else { return }
      rest.withUnsafeBytes { (sum, sumOfSums) = Self.sums($0, after: sum, sumOfSums) }
      rest.removeAll(keepingCapacity: true)
    }
    let whole = bytes.count - bytes.count % Self.blockLength
    (sum, sumOfSums) = Self.sums(UnsafeRawBufferPointer(rebasing: bytes[..<whole]), after: sum, sumOfSums)
    rest += bytes[whole...]
  }

  /// Takes the next piece.
  package mutating func update(_ bytes: [UInt8]) {
    bytes.withUnsafeBytes { update($0) }
  }

  /// The checksum of all pieces so far, 8 bytes; more may follow.
  package var value: [UInt8] {
    let padded = rest + [UInt8](repeating: 0, count: Self.blockLength - rest.count)
    var sums = padded.withUnsafeBytes { Self.sums($0, after: sum, sumOfSums) }
    var hash = SHA256()
    withUnsafeBytes(of: &sums.0) { hash.update($0) }
    withUnsafeBytes(of: &sums.1) { hash.update($0) }
    withUnsafeBytes(of: count.littleEndian) { hash.update($0) }
    return Array(hash.digest.prefix(8))
  }

  /// - Parameter bytes: whole blocks.
  private static func sums(
    _ bytes: UnsafeRawBufferPointer, after sum: Words, _ sumOfSums: Words
  ) -> (Words, Words) {
    var (sum, sumOfSums) = (sum, sumOfSums)
    var offset = 0
    while offset < bytes.count {
      sum &+= bytes.loadUnaligned(fromByteOffset: offset, as: Words.self)
      sumOfSums &+= sum
      offset += blockLength
    }
    return (sum, sumOfSums)
  }
}
