/// Unpacks what comes in blocks, in bounded memory: blocks in, blocks out.
package final class UnpackedBlocks {
  private let stream: any DecompressionStream
  private let read: () throws -> [UInt8]
  private var packed: [UInt8] = []
  private var position = 0
  private var isAtEnd = false
  /// Whether what was packed may end here.
  private var mayEnd = false

  /// Bytes of a block.
  private static let blockSize = 256 << 10

  /// - Parameter read: blocks of packed bytes, an empty one at the end.
  package init(_ coding: ContentCoding, read: @escaping () throws -> [UInt8]) {
    self.read = read
    stream =
      switch coding {
      case .gzip: GzipStream()
      case .zstd: ZstdStream()
      }
  }

  /// - Returns: an empty block at the end of what was whole.
  /// - Throws: ``DecompressionFailure`` for what is damaged or cut off, and what reading throws.
  package func next() throws -> [UInt8] {
    while true {
      if position == packed.count, !isAtEnd {
        (packed, position) = (try read(), 0)
        isAtEnd = packed.isEmpty
      }
      let (block, hasMoved) = try unpack()
      if !block.isEmpty { return block }
      if hasMoved { continue }
      guard isAtEnd, position == packed.count, mayEnd else { throw DecompressionFailure.malformed }
      return []
    }
  }

  /// - Returns: what was made, and whether anything has changed.
  private func unpack() throws(DecompressionFailure) -> (block: [UInt8], hasMoved: Bool) {
    let before = position
    var wasEnd = false
    var failure: DecompressionFailure?
    let block = packed[position...].withUnsafeBufferPointer { input in
      [UInt8](unsafeUninitializedCapacity: Self.blockSize) { output, count in
        do throws(DecompressionFailure) {
          let done = try stream.unpack(input, into: output)
          position += done.read
          count = done.written
          wasEnd = done.isEnd
        } catch {
          failure = error
        }
      }
    }
    if let failure { throw failure }
    let hasMoved = position > before || !block.isEmpty
    // A member that ends with a block is followed by another one, for which the stream has only made itself ready.
    let isReadyAgain = wasEnd && mayEnd && !hasMoved && position < packed.count
    if hasMoved { mayEnd = wasEnd }
    return (block, hasMoved || isReadyAgain || (position == packed.count && !isAtEnd))
  }
}

extension ContentCoding {
  /// - Parameter bytes: the first four of a file, or all that it has.
  /// - Returns: `nil` for what is packed in no way known here.
  package init?(signature bytes: some Collection<UInt8>) {
    if bytes.starts(with: [0x1F, 0x8B]) {
      self = .gzip
    } else if bytes.starts(with: [0x28, 0xB5, 0x2F, 0xFD]) {
      self = .zstd
    } else {
      return nil
    }
  }
}
