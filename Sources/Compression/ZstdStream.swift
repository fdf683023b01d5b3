import CCompression

/// Zstandard: https://www.rfc-editor.org/rfc/rfc8878. There may be several frames, one behind the other.
final class ZstdStream: DecompressionStream {
  private let stream = ZSTD_createDStream()

  /// The window that a frame may ask for, as a power of two: 32 MB.
  private static let longestWindow: Int32 = 25

  init() {
    ZSTD_DCtx_setParameter(stream, ZSTD_d_windowLogMax, Self.longestWindow)
  }

  deinit { ZSTD_freeDStream(stream) }

  func unpack(
    _ input: UnsafeBufferPointer<UInt8>, into output: UnsafeMutableBufferPointer<UInt8>
  ) throws(DecompressionFailure) -> (read: Int, written: Int, isEnd: Bool) {
    var from = ZSTD_inBuffer(src: input.baseAddress, size: input.count, pos: 0)
    var to = ZSTD_outBuffer(dst: output.baseAddress, size: output.count, pos: 0)
    let left = ZSTD_decompressStream(stream, &to, &from)
    guard ZSTD_isError(left) == 0 else {
      let isWindow = ZSTD_getErrorCode(left) == ZSTD_error_frameParameter_windowTooLarge
      throw isWindow ? .windowTooLarge : .malformed
    }
    return (from.pos, to.pos, left == 0)
  }
}
