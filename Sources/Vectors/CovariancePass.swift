/// A pass over all rows of a matrix, which multiplies eight columns by the rows' scatter, the sum of the products of each
/// row with itself.
///
/// Whatever the number of processors, the same numbers are added in the same order: blocks of rows in 32 bits, all
/// others in 64.
struct CovariancePass {
  typealias Lane = RowKernel.Lane

  /// Where rows are seen from: near to their middle, or the digits of 32 bits do not reach.
  let origin: [Float]
  /// What they are multiplied by, so that their squares are floats.
  let scale: Float

  /// What the rows come to.
  struct Sums: Sendable {
    /// The scatter times the columns, eight numbers for each number of a row.
    var products: [SIMD8<Double>]
    /// All rows, moved and scaled.
    var rows: [Double]
    /// The squares of all their numbers.
    var square = 0.0
    /// Rows that are vectors.
    var count = 0

    init(dimensions: Int) {
      products = Array(repeating: .zero, count: dimensions)
      rows = Array(repeating: 0, count: dimensions)
    }

    static func += (sum: inout Sums, other: Sums) {
      for index in sum.products.indices { sum.products[index] += other.products[index] }
      for index in sum.rows.indices { sum.rows[index] += other.rows[index] }
      sum.square += other.square
      sum.count += other.count
    }
  }

  /// Parts of a matrix that are worked on by themselves.
  private static let mostParts = 64

  /// - Throws: what reading throws, and `CancellationError`.
  func sums(of matrix: RowMatrix, times columns: [Lane]) throws -> Sums {
    let blocks = (matrix.rows + matrix.blockRows - 1) / matrix.blockRows
    let partRows = max(1, (blocks + Self.mostParts - 1) / Self.mostParts) * matrix.blockRows
    let parts = (matrix.rows + partRows - 1) / partRows
    var all = Sums(dimensions: matrix.dimensions)
    try Parallel.forEach(parts) { part in
      let first = part * partRows
      return try sums(of: matrix, first..<min(first + partRows, matrix.rows), columns)
    } take: {
      all += $0
    }
    return all
  }

  private func sums(of matrix: RowMatrix, _ rows: Range<Int>, _ columns: [Lane]) throws -> Sums {
    var sums = Sums(dimensions: matrix.dimensions)
    var blockSums = BlockSums(dimensions: matrix.dimensions)
    try matrix.eachBlock(of: rows) { _, block in
      blockSums.clear()
      blockSums.add(block, self, columns)
      sums.add(blockSums)
    }
    return sums
  }
}

extension CovariancePass.Sums {
  fileprivate mutating func add(_ block: BlockSums) {
    for index in products.indices { products[index] += SIMD8<Double>(block.products[index]) }
    for index in rows.indices { rows[index] += Double(block.rows[index]) }
    square += block.square
    count += block.count
  }
}

/// What one block of rows comes to, in 32 bits.
private struct BlockSums {
  var products: [RowKernel.Lane]
  var rows: [Float]
  var square = 0.0
  var count = 0
  private let zeros: [Float]

  init(dimensions: Int) {
    products = Array(repeating: .zero, count: dimensions)
    rows = Array(repeating: 0, count: dimensions)
    zeros = rows
  }

  mutating func clear() {
    for index in products.indices { products[index] = .zero }
    for index in rows.indices { rows[index] = 0 }
    (square, count) = (0, 0)
  }

  mutating func add(
    _ block: UnsafeMutableBufferPointer<Float>, _ pass: CovariancePass, _ columns: [RowKernel.Lane]
  ) {
    let dimensions = columns.count
    var usable = 0
    square += pass.origin.withUnsafeBufferPointer { origin in
      guard let origin = origin.baseAddress else { return 0 }
      return RowKernel.center(block, dimensions, at: origin, scale: pass.scale) { usable += $0 ? 1 : 0 }
    }
    count += usable
    rows.withUnsafeMutableBufferPointer { rows in
      if let rows = rows.baseAddress { RowKernel.add(block, dimensions, to: rows) }
    }
    multiply(block, columns)
  }

  private mutating func multiply(_ block: UnsafeMutableBufferPointer<Float>, _ columns: [RowKernel.Lane]) {
    zeros.withUnsafeBufferPointer { zeros in
      columns.withUnsafeBufferPointer { columns in
        products.withUnsafeMutableBufferPointer { products in
          guard let zeros = zeros.baseAddress, let first = columns.baseAddress,
            let products = products.baseAddress
          else { return }
          RowKernel.eachTile(of: block, columns.count, zeros: zeros) { tile in
            let factors = RowKernel.products(tile, columns.count, with: first)
            RowKernel.add(tile, columns.count, times: factors, to: products)
          }
        }
      }
    }
  }
}
