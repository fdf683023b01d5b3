import Glibc

/// A file that is read in large pieces, also by several threads at once.
final class ReadableFile: Sendable {
  let path: String
  private let descriptor: Int32

  init(_ path: String) throws {
    self.path = path
    descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw VectorFileFailure.unreadable(path: path, code: errno) }
    // Only advice: what cannot take it is read all the same.
    posix_fadvise(descriptor, 0, 0, POSIX_FADV_SEQUENTIAL)
  }

  deinit { close(descriptor) }

  /// Reads on until the buffer is full.
  ///
  /// - Returns: how many bytes were read; fewer only at the end.
  func fill(_ buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    try fill(buffer) { rest, _ in read(descriptor, rest.baseAddress, rest.count) }
  }

  /// Reads what stands at the offset.
  func fill(_ buffer: UnsafeMutableRawBufferPointer, at offset: Int) throws -> Int {
    try fill(buffer) { rest, done in pread(descriptor, rest.baseAddress, rest.count, offset + done) }
  }

  private func fill(
    _ buffer: UnsafeMutableRawBufferPointer, _ move: (UnsafeMutableRawBufferPointer, Int) -> Int
  ) throws -> Int {
    var done = 0
    while done < buffer.count {
      let count = move(UnsafeMutableRawBufferPointer(rebasing: buffer[done...]), done)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw VectorFileFailure.unreadable(path: path, code: errno) }
      guard count > 0 else { break }
      done += count
    }
    return done
  }
}
