import Wire

/// Looks for the vectors of a large symmetric matrix with the largest eigenvalues, of which nothing is known but what
/// it makes of a few columns: a block Krylov method that begins with random columns, and begins again with the best of
/// what it has found when it has too many.
///
/// Sources: C. Musco, C. Musco, Randomized Block Krylov Methods for Stronger and Faster Approximate Singular Value
/// Decomposition (2015), https://arxiv.org/abs/1504.05477; K. Wu, H. Simon, Thick-Restart Lanczos Method for Large
/// Symmetric Eigenvalue Problems (2000).
struct EigenSearch {
  /// Columns that the matrix is multiplied with at once.
  static let width = 8
  /// Columns that are kept at most, and what is left of them when it begins again.
  private static let (most, kept) = (64, 16)
  /// How far from the true plane the found one may be, in radians.
  private static let tolerance = 0.002
  /// Relative to the largest value: the rounding of products in 32 bits.
  private static let rounding = 2e-6

  private let wanted: Int
  private var basis: [Column] = []
  /// What the matrix makes of the basis.
  private var images: [Column] = []
  private var ritz = SymmetricEigen([])

  /// - Parameter wanted: how many vectors.
  init(wanted: Int) { self.wanted = wanted }

  /// - Parameters:
  ///   - passes: how often the matrix may be asked at most.
  ///   - multiply: the products of the matrix with columns, at most ``width`` of them.
  /// - Returns: the largest values, and their vectors.
  mutating func run(
    dimensions: Int, passes: Int, multiply: ([Column]) throws -> [Column]
  ) rethrows -> (values: [Double], vectors: [Column]) {
    var block = RandomColumns.block(dimensions: dimensions, count: min(Self.width, dimensions))
    for pass in 1...max(1, passes) {
      images += try multiply(block)
      basis += block
      ritz = SymmetricEigen(basis.map { column in images.map { column.times($0) } }.symmetrical)
      let residuals = residuals
      if pass > 1, isGoodEnough(residuals) { break }
      if basis.count + Self.width > Self.most { beginAgain() }
      block = basis.directions(from: residuals, ignoring: Self.rounding * 1e-3 * (ritz.values.first ?? 0))
      if block.isEmpty { break }
    }
    return (ritz.values, ritz.vectors.prefix(wanted).map { basis.sum(weights: $0) })
  }

  /// What the best vectors lack to be the matrix's own.
  private var residuals: [Column] {
    zip(ritz.values, ritz.vectors).prefix(Self.width).map { value, vector in
      var residual = images.sum(weights: vector)
      residual.add(basis.sum(weights: vector), times: -value)
      return residual
    }
  }

  /// Whether the plane is near to the true one: the sine of their angle is at most what is lacking, divided by the gap
  /// to the next value (C. Davis, W. Kahan, The Rotation of Eigenvectors by a Perturbation, 1970).
  private func isGoodEnough(_ residuals: [Column]) -> Bool {
    guard let largest = ritz.values.first, largest > 0 else { return true }
    let lacking = residuals.prefix(wanted).map { $0.times($0) }.reduce(0, +).squareRoot()
    guard lacking > largest * Self.rounding else { return true }
    guard ritz.values.count > wanted else { return false }
    return lacking < Self.tolerance * (ritz.values[wanted - 1] - ritz.values[wanted])
  }

  private mutating func beginAgain() {
    let best = ritz.vectors.prefix(Self.kept)
    (basis, images) = (best.map { basis.sum(weights: $0) }, best.map { images.sum(weights: $0) })
    let values = ritz.values.prefix(Self.kept)
    ritz = SymmetricEigen(
      values.indices.map { row in values.indices.map { row == $0 ? values[row] : 0 } })
  }
}

extension [Column] {
  /// The matrix without what rounding has made unequal.
  fileprivate var symmetrical: [Column] {
    indices.map { row in indices.map { (self[row][$0] + self[$0][row]) / 2 } }
  }
}

/// Columns that nothing is known of, the same ones each time.
enum RandomColumns {
  /// - Returns: columns at right angles, of length 1.
  static func block(dimensions: Int, count: Int) -> [Column] {
    var random = SplitMix64(seed: 0)
    let columns = (0..<count).map { _ in (0..<dimensions).map { _ in number(random.next()) } }
    return [Column]().directions(from: columns, ignoring: 0)
  }

  /// Nearly normally distributed: the sum of four evenly distributed ones.
  private static func number(_ bits: UInt64) -> Double {
    (0..<4).reduce(0) { $0 + Double(UInt16(truncatingIfNeeded: bits >> (16 * $1))) } / 65536 - 2
  }
}
