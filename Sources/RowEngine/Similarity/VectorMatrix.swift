import Synchronization
import Vectors
import Wire

/// A matrix of 32-bit floats in NumPy's format, one vector a row, with the rows' ids in a file beside it.
///
/// Source: https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
struct VectorMatrix: Sendable {
  static let magic: [UInt8] = [0x93] + Array("NUMPY".utf8)
  /// Bytes that a thread reads at once: they stay in its processor's cache.
  private static let blockSize = 1 << 20

  let file: ReadableFile
  private let start: Int
  private let rows: Int
  private let dimensions: Int

  /// - Throws: ``VectorFileFailure``.
  init(_ file: ReadableFile) throws {
    self.file = file
    let header = try MatrixHeader(file)
    (start, rows, dimensions) = (header.length, header.rows, header.dimensions)
  }

  func nearest(to queries: [VectorQuery], limit: Int) throws -> [[Neighbour]] {
    guard rows > 0 else { return queries.map { _ in [] } }
    if let other = queries.first(where: { $0.dimensions != dimensions }) {
      throw VectorFileFailure.otherDimensions(
        path: file.path, row: 1, found: dimensions, expected: other.dimensions)
    }
    let blockRows = max(1, Self.blockSize / (dimensions * 4))
    let next = Atomic(0)
    let parts = try Parallel.map(Parallel.width) { _ in
      try nearest(to: queries, limit: limit, blockRows) { next.add(blockRows, ordering: .relaxed).oldValue }
    }
    var all = queries.map { _ in Neighbours(limit: limit) }
    for part in parts { for index in all.indices { all[index].merge(part[index]) } }
    return try ids.naming(all.map(\.nearest))
  }

  /// The same to be read again and again.
  var rowMatrix: RowMatrix {
    RowMatrix(rows: rows, dimensions: dimensions) { rows, buffer in
      guard try file.fill(buffer, at: start + rows.lowerBound * dimensions * 4) == buffer.count else {
        throw VectorFileFailure.cutOff(path: file.path)
      }
    }
  }

  /// The rows' ids, where they are kept.
  var ids: RowIDs { RowIDs(besides: file.path) }

  /// The nearest of the blocks that one thread takes.
  private func nearest(
    to queries: [VectorQuery], limit: Int, _ blockRows: Int, next: () -> Int
  ) throws -> [Neighbours] {
    var nearest = queries.map { _ in Neighbours(limit: limit) }
    let rowSize = dimensions * 4
    let block = UnsafeMutableRawBufferPointer.allocate(byteCount: blockRows * rowSize, alignment: 64)
    defer { block.deallocate() }
    while true {
      let first = next()
      guard first < rows else { return nearest }
      let size = min(blockRows, rows - first) * rowSize
      let filled = UnsafeMutableRawBufferPointer(rebasing: block[..<size])
      guard try file.fill(filled, at: start + first * rowSize) == size, let base = block.baseAddress else {
        throw VectorFileFailure.cutOff(path: file.path)
      }
      for offset in stride(from: 0, to: size, by: rowSize) {
        let row = first + offset / rowSize + 1
        for (index, query) in queries.enumerated() {
          let score = query.similarity(to: base + offset)
          nearest[index].offer(score: score, row: row) {
            Neighbour(score: score, row: row, id: JSONValue(row))
          }
        }
      }
    }
  }
}
