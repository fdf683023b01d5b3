/// The directions in which the rows of a matrix differ most, found in a few passes over them.
package struct PrincipalComponents: Sendable {
  /// The mean of all rows.
  package let mean: [Double]
  /// Of length 1, at right angles, the one with the largest variance first; the largest number of each is positive.
  package let axes: [[Double]]
  /// The share of the variance of all rows that lies along each axis, 0…1.
  package let shares: [Double]
  /// The standard deviation of the rows along each axis.
  package let deviations: [Double]
  /// Rows that are vectors; all others have something else than numbers, or numbers beyond all others.
  package let count: Int
  private let origin: [Float]
  private let scale: Float

  /// Numbers of a matrix that are looked at in all passes together before the best that was found is good enough.
  private static let budget = 12_000_000_000
  private static let passes = (fewest: 6, most: 64)
  /// Rows that tell where the middle may be.
  private static let sampleSize = 64

  /// - Parameter wanted: how many directions; there may be fewer.
  /// - Throws: what reading throws, and `CancellationError`.
  package init(of matrix: RowMatrix, wanted: Int = 2) throws {
    var search = EigenSearch(wanted: min(wanted, matrix.dimensions))
    var first: CovariancePass.Sums?
    var (pass, mean) = try Self.beginning(matrix)
    let found = try search.run(dimensions: matrix.dimensions, passes: Self.passes(over: matrix)) { columns in
      var sums = try pass.sums(of: matrix, times: columns.lanes)
      guard first == nil else { return sums.columns(columns.count) }
      // From here on rows are seen from their true middle.
      let shift = sums.rows.map { $0 / Double(max(1, sums.count)) }
      for index in mean.indices { mean[index] += shift[index] / Double(pass.scale) }
      pass = CovariancePass(origin: mean.map { Float($0) }, scale: pass.scale)
      sums.move(by: shift, columns)
      first = sums
      return sums.columns(columns.count)
    }
    let square = first?.square ?? 0
    self.mean = mean
    count = first?.count ?? 0
    axes = found.vectors.map(\.withLargestPositive)
    shares = found.values.prefix(axes.count).map { square > 0 ? min(1, max(0, $0 / square)) : 0 }
    let rows = Double(max(1, count))
    let scale = Double(pass.scale)
    deviations = found.values.prefix(axes.count).map { max(0, $0 / rows).squareRoot() / scale }
    (origin, self.scale) = (pass.origin, pass.scale)
  }

  /// Where rows are seen from at first, and as what, by some of them.
  private static func beginning(_ matrix: RowMatrix) throws -> (CovariancePass, mean: [Double]) {
    let count = min(matrix.rows, sampleSize)
    let rows = try (0..<count).map { try matrix.row($0 * matrix.rows / count) }
      .filter { $0.allSatisfy(\.isFinite) }
    var mean = [Double](repeating: 0, count: matrix.dimensions)
    for row in rows { mean.add(row.map { Double($0) }, times: 1 / Double(rows.count)) }
    let origin = mean.map { Float($0) }
    let square = rows.reduce(0) { sum, row in
      sum + zip(row, origin).reduce(0) { $0 + (Double($1.0) - Double($1.1)) * (Double($1.0) - Double($1.1)) }
    }
    let length = (square / Double(max(1, rows.count))).squareRoot()
    // A power of two leaves all digits as they are.
    let scale =
      length > 0
      ? Float(sign: .plus, exponent: max(-120, min(120, -Int(length.exponent))), significand: 1) : 1
    return (CovariancePass(origin: origin, scale: scale), origin.map { Double($0) })
  }

  private static func passes(over matrix: RowMatrix) -> Int {
    let affordable = budget / max(1, matrix.rows * matrix.dimensions)
    return min(max(affordable, passes.fewest), passes.most)
  }
}

extension PrincipalComponents {
  /// Calls with where each row lies along the axes, in the order of the rows; two numbers, of which the second is 0 where
  /// there is one axis only. They are no numbers for what is no vector.
  ///
  /// - Throws: what reading and the body throw, and `CancellationError`.
  package func project(
    _ matrix: RowMatrix, _ body: (_ first: Int, _ places: [SIMD2<Double>]) throws -> Void
  ) throws {
    let lanes = Array(axes.prefix(2)).lanes
    let blocks = (matrix.rows + matrix.blockRows - 1) / matrix.blockRows
    var first = 0
    try Parallel.forEach(blocks) { block in
      let start = block * matrix.blockRows
      return try places(of: matrix, start..<min(start + matrix.blockRows, matrix.rows), lanes)
    } take: { places in
      try body(first, places)
      first += places.count
    }
  }

  private func places(
    of matrix: RowMatrix, _ rows: Range<Int>, _ lanes: [RowKernel.Lane]
  ) throws -> [SIMD2<Double>] {
    var places: [SIMD2<Double>] = []
    let zeros = [Float](repeating: 0, count: matrix.dimensions)
    try matrix.eachBlock(of: rows) { _, block in
      var isUsable: [Bool] = []
      origin.withUnsafeBufferPointer { origin in
        guard let origin = origin.baseAddress else { return }
        _ = RowKernel.center(block, matrix.dimensions, at: origin, scale: scale) { isUsable.append($0) }
      }
      let products = Self.products(block, lanes, zeros)
      for (isUsable, product) in zip(isUsable, products) {
        let place = SIMD2(Double(product[0]), Double(product[1])) / Double(scale)
        places.append(isUsable ? place : SIMD2(.nan, .nan))
      }
    }
    return places
  }

  private static func products(
    _ block: UnsafeMutableBufferPointer<Float>, _ lanes: [RowKernel.Lane], _ zeros: [Float]
  ) -> [RowKernel.Lane] {
    var products: [RowKernel.Lane] = []
    zeros.withUnsafeBufferPointer { zeros in
      lanes.withUnsafeBufferPointer { lanes in
        guard let zeros = zeros.baseAddress, let first = lanes.baseAddress else { return }
        RowKernel.eachTile(of: block, lanes.count, zeros: zeros) { tile in
          let four = RowKernel.products(tile, lanes.count, with: first)
          products += [four.0, four.1, four.2, four.3]
        }
      }
    }
    return products
  }
}

extension [Column] {
  /// Up to eight columns side by side, in 32 bits.
  fileprivate var lanes: [RowKernel.Lane] {
    (0..<(first?.count ?? 0)).map { index in
      var lane = RowKernel.Lane.zero
      for column in indices { lane[column] = Float(self[column][index]) }
      return lane
    }
  }
}

extension Column {
  fileprivate var withLargestPositive: Column {
    let largest = self.max { $0.magnitude < $1.magnitude } ?? 0
    return largest < 0 ? map { -$0 } : self
  }
}

extension CovariancePass.Sums {
  fileprivate func columns(_ count: Int) -> [Column] {
    (0..<count).map { column in products.map { $0[column] } }
  }

  /// What the sums were if all rows had been seen from their middle.
  fileprivate mutating func move(by shift: [Double], _ columns: [Column]) {
    for (lane, column) in columns.enumerated() {
      let product = Double(count) * shift.times(column)
      for index in products.indices { products[index][lane] -= shift[index] * product }
    }
    square = max(0, square - Double(count) * shift.times(shift))
  }
}
