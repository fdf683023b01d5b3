import FileSystem

/// A file of vectors that is read in large pieces, also by several threads at once.
struct ReadableFile: Sendable {
  private let file: OpenFile

  /// - Throws: ``VectorFileFailure/unreadable(path:code:)``, as all of this does.
  init(_ path: String) throws(VectorFileFailure) {
    file = try Self.reading { () throws(FileFailure) in try OpenFile(reading: path) }
    file.adviseSequentialReading()
  }

  var path: String { file.path }

  /// Reads on until the buffer is full.
  ///
  /// - Returns: how many bytes were read; fewer only at the end.
  func fill(_ buffer: UnsafeMutableRawBufferPointer) throws(VectorFileFailure) -> Int {
    try Self.reading { () throws(FileFailure) in try file.fill(buffer) }
  }

  /// Reads what stands at the offset.
  func fill(_ buffer: UnsafeMutableRawBufferPointer, at offset: Int) throws(VectorFileFailure) -> Int {
    try Self.reading { () throws(FileFailure) in try file.fill(buffer, at: offset) }
  }

  private static func reading<Result>(
    _ body: () throws(FileFailure) -> Result
  ) throws(VectorFileFailure) -> Result {
    do throws(FileFailure) {
      return try body()
    } catch {
      throw .unreadable(path: error.path, code: error.code)
    }
  }
}
