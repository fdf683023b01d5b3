import CCompression

/// gzip: https://www.rfc-editor.org/rfc/rfc1952. A file may have several members, one behind the other.
final class GzipStream: DecompressionStream {
  /// zlib compares the address with the one that it was given first.
  private let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
  private let isReady: Bool

  init() {
    stream.initialize(to: z_stream())
    isReady = compression_begin_gzip(stream) == Z_OK
  }

  deinit {
    inflateEnd(stream)
    stream.deinitialize(count: 1)
    stream.deallocate()
  }

  func unpack(
    _ input: UnsafeBufferPointer<UInt8>, into output: UnsafeMutableBufferPointer<UInt8>
  ) throws(DecompressionFailure) -> (read: Int, written: Int, isEnd: Bool) {
    guard isReady else { throw .windowTooLarge }
    stream.pointee.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
    stream.pointee.avail_in = UInt32(clamping: input.count)
    stream.pointee.next_out = output.baseAddress
    stream.pointee.avail_out = UInt32(clamping: output.count)
    let (room, rest) = (stream.pointee.avail_out, stream.pointee.avail_in)
    let code = inflate(stream, Z_NO_FLUSH)
    guard code == Z_OK || code == Z_STREAM_END || code == Z_BUF_ERROR else { throw .malformed }
    let done = (read: Int(rest - stream.pointee.avail_in), written: Int(room - stream.pointee.avail_out))
    let isEnd = code == Z_STREAM_END
    // What follows a member must be another one.
    if isEnd, done.read < input.count, inflateReset(stream) != Z_OK { throw .malformed }
    return (done.read, done.written, isEnd)
  }
}
