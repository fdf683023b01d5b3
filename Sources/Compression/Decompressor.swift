/// Why bytes cannot be unpacked.
package enum DecompressionFailure: Error, Equatable {
  /// They are not what they are said to be, or end early.
  case malformed
  /// Whoever packed them wants more memory for it than is given.
  case windowTooLarge
}

/// Unpacks bytes piece by piece, so that whoever takes the pieces can stop when there are too many.
package final class Decompressor {
  private let stream: any DecompressionStream
  private let packed: [UInt8]
  private var position = 0
  private var isOver = false

  /// Bytes of a piece.
  private static let pieceSize = 256 << 10

  /// - Parameter packed: all of the bytes.
  package init(_ packed: [UInt8], _ coding: ContentCoding) {
    self.packed = packed
    stream =
      switch coding {
      case .gzip: GzipStream()
      case .zstd: ZstdStream()
      }
  }

  /// What comes next; `nil` is the end of what was whole.
  ///
  /// - Throws: ``DecompressionFailure``.
  package func next() throws(DecompressionFailure) -> [UInt8]? {
    guard !isOver else { return nil }
    var result = Result<Bool, DecompressionFailure>.success(false)
    let piece = packed[position...].withUnsafeBufferPointer { input in
      [UInt8](unsafeUninitializedCapacity: Self.pieceSize) { output, count in
        result = step(input, output, &count)
      }
    }
    isOver = try result.get()
    return piece.isEmpty && isOver ? nil : piece
  }

  private func step(
    _ input: UnsafeBufferPointer<UInt8>, _ output: UnsafeMutableBufferPointer<UInt8>, _ written: inout Int
  ) -> Result<Bool, DecompressionFailure> {
    var (read, isOver) = (0, false)
    do throws(DecompressionFailure) {
      while !isOver, written < output.count {
        let done = try stream.unpack(
          UnsafeBufferPointer(rebasing: input[read...]),
          into: UnsafeMutableBufferPointer(rebasing: output[written...]))
        read += done.read
        written += done.written
        isOver = done.isEnd && read == input.count
        // Neither of them got further: the rest is missing.
        guard done.read + done.written > 0 || isOver else { throw .malformed }
      }
    } catch {
      return .failure(error)
    }
    position += read
    return .success(isOver)
  }
}

/// One format's way of unpacking.
protocol DecompressionStream: AnyObject {
  /// Unpacks as much as there is room for.
  ///
  /// - Returns: how many bytes were taken and made, and whether what was packed may end here.
  func unpack(
    _ input: UnsafeBufferPointer<UInt8>, into output: UnsafeMutableBufferPointer<UInt8>
  ) throws(DecompressionFailure) -> (read: Int, written: Int, isEnd: Bool)
}
