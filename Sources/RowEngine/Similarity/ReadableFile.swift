import FileSystem

/// A file of vectors that is read in large pieces, also by several threads at once.
struct ReadableFile: Sendable {
  private let file: OpenFile

  /// - Throws: ``VectorFileFailure/unreadable(path:code:)``, as all of this does.
  init(_ path: String) throws(VectorFileFailure) {
    file = try Self.reading { () throws(FileFailure) in try OpenFile(reading: path) }
    isRepeatable = (try? file.facts)?.kind == .plain
    file.adviseSequentialReading()
  }

  var path: String { file.path }

  /// Reads on until the buffer is full.
  ///
  /// - Returns: how many bytes were read; fewer only at the end.
  func fill(_ buffer: UnsafeMutableRawBufferPointer) throws(VectorFileFailure) -> Int {
    try Self.reading { () throws(FileFailure) in try file.fill(buffer) }
  }

  /// Whether it can be read from its beginning more than once: a pipe cannot.
  let isRepeatable: Bool

  /// Reads on from the offset until the buffer is full, and moves the offset behind that; of a pipe, what comes next.
  ///
  /// - Returns: how many bytes were read; fewer only at the end.
  func fill(
    _ buffer: UnsafeMutableRawBufferPointer, from offset: inout Int
  ) throws(VectorFileFailure) -> Int {
    let count = isRepeatable ? try fill(buffer, at: offset) : try fill(buffer)
    offset += count
    return count
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
