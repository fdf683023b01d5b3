/// A matrix of 32-bit floats, one vector a row, that is read piece by piece as often as it takes: it may be larger than
/// memory.
package struct RowMatrix: Sendable {
  /// How many rows there are.
  package let rows: Int
  /// How many numbers each row has.
  package let dimensions: Int
  private let fill: @Sendable (_ rows: Range<Int>, _ buffer: UnsafeMutableRawBufferPointer) throws -> Void

  /// Bytes that a thread works on at once: they stay in its processor's cache.
  static let blockSize = 1 << 20

  /// - Parameter fill: puts some rows, counted from 0, into the buffer, which has just the room for them; several threads
  ///   call it at once.
  package init(
    rows: Int, dimensions: Int,
    fill: @escaping @Sendable (_ rows: Range<Int>, _ buffer: UnsafeMutableRawBufferPointer) throws -> Void
  ) {
    (self.rows, self.dimensions, self.fill) = (rows, dimensions, fill)
  }

  /// How many rows a thread works on at once.
  var blockRows: Int { max(4, Self.blockSize / max(1, dimensions * 4)) }

  /// Calls with one block of the rows after another, in memory that may be changed.
  func eachBlock(
    of rows: Range<Int>, _ body: (_ first: Int, _ block: UnsafeMutableBufferPointer<Float>) -> Void
  ) throws {
    let block = UnsafeMutableBufferPointer<Float>.allocate(capacity: blockRows * dimensions)
    defer { block.deallocate() }
    for first in stride(from: rows.lowerBound, to: rows.upperBound, by: blockRows) {
      let range = first..<min(first + blockRows, rows.upperBound)
      let filled = UnsafeMutableBufferPointer(rebasing: block[..<(range.count * dimensions)])
      try fill(range, UnsafeMutableRawBufferPointer(filled))
      body(first, filled)
    }
  }

  /// A row.
  func row(_ index: Int) throws -> [Float] {
    var row = [Float](repeating: 0, count: dimensions)
    try row.withUnsafeMutableBytes { try fill(index..<(index + 1), $0) }
    return row
  }
}
