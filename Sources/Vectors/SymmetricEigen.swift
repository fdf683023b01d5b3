/// The eigenvalues of a small symmetric matrix, the largest first, and their vectors.
///
/// By Jacobi's rotations (G. H. Golub, C. F. Van Loan, Matrix Computations, 4th edition, 8.5).
struct SymmetricEigen {
  let values: [Double]
  /// Of length 1, in the order of the values.
  let vectors: [Column]

  /// - Parameter matrix: its rows; what stands below the diagonal is not looked at.
  init(_ matrix: [Column]) {
    var rotation = JacobiRotations(matrix)
    rotation.run()
    let order = matrix.indices.sorted { rotation.value($0) > rotation.value($1) }
    values = order.map { rotation.value($0) }
    vectors = order.map { rotation.vector($0) }
  }
}

private struct JacobiRotations {
  private static let mostSweeps = 30

  private let count: Int
  private var matrix: [Double]
  private var vectors: [Double]

  init(_ rows: [Column]) {
    count = rows.count
    (matrix, vectors) = (Array(repeating: 0, count: count * count), Array(repeating: 0, count: count * count))
    for row in 0..<count {
      vectors[row * count + row] = 1
      for column in row..<count {
        matrix[row * count + column] = rows[row][column]
        matrix[column * count + row] = rows[row][column]
      }
    }
  }

  func value(_ index: Int) -> Double { matrix[index * count + index] }

  func vector(_ index: Int) -> [Double] { Array(vectors[(index * count)..<((index + 1) * count)]) }

  mutating func run() {
    let size = matrix.reduce(0) { $0 + $1 * $1 }
    for _ in 0..<Self.mostSweeps where count > 1 {
      for first in 0..<(count - 1) {
        for second in (first + 1)..<count { rotate(first, second, ignoring: size * 1e-32) }
      }
      guard offDiagonal > size * 1e-28 else { return }
    }
  }

  private var offDiagonal: Double {
    var sum = 0.0
    for row in 0..<count {
      for column in 0..<count where row != column {
        sum += matrix[row * count + column] * matrix[row * count + column]
      }
    }
    return sum
  }

  /// Makes the number at the crossing of two rows zero.
  private mutating func rotate(_ first: Int, _ second: Int, ignoring small: Double) {
    let crossing = matrix[first * count + second]
    guard crossing * crossing > small else { return }
    let ratio = (value(second) - value(first)) / (2 * crossing)
    let tangent = (ratio < 0 ? -1 : 1) / (ratio.magnitude + (ratio * ratio + 1).squareRoot())
    let cosine = 1 / (tangent * tangent + 1).squareRoot()
    let sine = tangent * cosine
    matrix.withUnsafeMutableBufferPointer { matrix in
      Self.turn(matrix, first, second, cosine, sine, count, stride: count, step: 1)
      Self.turn(matrix, first, second, cosine, sine, count, stride: 1, step: count)
    }
    vectors.withUnsafeMutableBufferPointer { vectors in
      Self.turn(vectors, first, second, cosine, sine, count, stride: count, step: 1)
    }
  }

  /// Turns two lines of numbers into each other.
  private static func turn(
    _ numbers: UnsafeMutableBufferPointer<Double>, _ first: Int, _ second: Int, _ cosine: Double,
    _ sine: Double, _ count: Int, stride: Int, step: Int
  ) {
    for index in 0..<count {
      let (one, other) = (first * stride + index * step, second * stride + index * step)
      let (mine, others) = (numbers[one], numbers[other])
      numbers[one] = cosine * mine - sine * others
      numbers[other] = sine * mine + cosine * others
    }
  }
}
