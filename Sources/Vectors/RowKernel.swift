/// The inner loops over the rows of a block: every number of a matrix passes here several times.
///
/// Eight columns are computed with at once, and four rows, whose numbers each go through all columns while these are at
/// hand. Floats are added up within a block only.
enum RowKernel {
  /// One number of each of eight columns.
  typealias Lane = SIMD8<Float>

  /// Rows that are computed with at once.
  static let tile = 4

  /// Moves rows to an origin, scales them, and adds up their squares; a row that has something else than numbers, or
  /// whose square is none, becomes one of zeros.
  ///
  /// - Parameter isUsable: is told of each row.
  /// - Returns: the sum of the squares.
  static func center(
    _ block: UnsafeMutableBufferPointer<Float>, _ dimensions: Int, at origin: UnsafePointer<Float>,
    scale: Float, _ isUsable: (Bool) -> Void
  ) -> Double {
    guard let base = block.baseAddress else { return 0 }
    var sum = 0.0
    for row in 0..<(block.count / dimensions) {
      let numbers = base + row * dimensions
      let square = center(numbers, dimensions, at: origin, scale)
      isUsable(square.isFinite)
      if square.isFinite { sum += Double(square) } else { numbers.update(repeating: 0, count: dimensions) }
    }
    return sum
  }

  @inline(__always)
  private static func center(
    _ row: UnsafeMutablePointer<Float>, _ dimensions: Int, at origin: UnsafePointer<Float>, _ scale: Float
  ) -> Float {
    let (raw, rawOrigin) = (UnsafeMutableRawPointer(row), UnsafeRawPointer(origin))
    var squares = SIMD16<Float>.zero
    let whole = dimensions & ~15
    var index = 0
    while index < whole {
      let offset = index * 4
      let number = raw.loadUnaligned(fromByteOffset: offset, as: SIMD16<Float>.self)
      let moved =
        (number - rawOrigin.loadUnaligned(fromByteOffset: offset, as: SIMD16<Float>.self)) * scale
      squares += moved * moved
      raw.storeBytes(of: moved, toByteOffset: offset, as: SIMD16<Float>.self)
      index += 16
    }
    var square = squares.sum()
    while index < dimensions {
      row[index] = (row[index] - origin[index]) * scale
      square += row[index] * row[index]
      index += 1
    }
    return square
  }

  /// Adds up the rows.
  static func add(
    _ block: UnsafeMutableBufferPointer<Float>, _ dimensions: Int, to sums: UnsafeMutablePointer<Float>
  ) {
    guard let base = block.baseAddress else { return }
    for row in 0..<(block.count / dimensions) {
      let numbers = base + row * dimensions
      for index in 0..<dimensions { sums[index] += numbers[index] }
    }
  }

  /// The scalar products of four rows with eight columns.
  @inline(__always)
  static func products(
    _ rows: Tile, _ dimensions: Int, with columns: UnsafePointer<Lane>
  ) -> (Lane, Lane, Lane, Lane) {
    var (first, second, third, fourth) = (Lane.zero, Lane.zero, Lane.zero, Lane.zero)
    for index in 0..<dimensions {
      let column = columns[index]
      first += column * rows.0[index]
      second += column * rows.1[index]
      third += column * rows.2[index]
      fourth += column * rows.3[index]
    }
    return (first, second, third, fourth)
  }

  /// Adds the product of four rows, as columns, with what they have come to.
  @inline(__always)
  static func add(
    _ rows: Tile, _ dimensions: Int, times factors: (Lane, Lane, Lane, Lane),
    to sums: UnsafeMutablePointer<Lane>
  ) {
    for index in 0..<dimensions {
      var sum = sums[index]
      sum += factors.0 * rows.0[index]
      sum += factors.1 * rows.1[index]
      sum += factors.2 * rows.2[index]
      sum += factors.3 * rows.3[index]
      sums[index] = sum
    }
  }

  /// Where four rows begin.
  typealias Tile = (
    UnsafePointer<Float>, UnsafePointer<Float>, UnsafePointer<Float>, UnsafePointer<Float>
  )

  /// Calls with four rows after another; the last ones of a block may be rows of zeros.
  ///
  /// - Parameter zeros: a row of them.
  @inline(__always)
  static func eachTile(
    of block: UnsafeMutableBufferPointer<Float>, _ dimensions: Int, zeros: UnsafePointer<Float>,
    _ body: (Tile) -> Void
  ) {
    guard let base = block.baseAddress else { return }
    let rows = block.count / dimensions
    func row(_ index: Int) -> UnsafePointer<Float> {
      index < rows ? UnsafePointer(base + index * dimensions) : zeros
    }
    for first in stride(from: 0, to: rows, by: tile) {
      body((row(first), row(first + 1), row(first + 2), row(first + 3)))
    }
  }
}
