/// A column of numbers, as many as a row of the matrix has.
typealias Column = [Double]

extension Column {
  /// The scalar product.
  func times(_ other: Column) -> Double {
    var sum = 0.0
    for index in indices { sum += self[index] * other[index] }
    return sum
  }

  /// Its length.
  var norm: Double { times(self).squareRoot() }

  /// Adds another column times a factor.
  mutating func add(_ other: Column, times factor: Double) {
    for index in indices { self[index] += other[index] * factor }
  }
}

extension [Column] {
  /// The sum of the columns, each times its weight.
  func sum(weights: [Double]) -> Column {
    var sum = Column(repeating: 0, count: first?.count ?? 0)
    for (column, weight) in zip(self, weights) where weight != 0 { sum.add(column, times: weight) }
    return sum
  }

  /// The candidates as far as they lead out of these columns and each other: all are at right angles and of length 1.
  ///
  /// - Parameter small: a length below which a candidate is nothing but rounding.
  func directions(from candidates: [Column], ignoring small: Double) -> [Column] {
    var found: [Column] = []
    for candidate in candidates {
      var column = candidate
      let length = column.norm
      guard length > small else { continue }
      // Twice is enough (W. Kahan, in B. N. Parlett, The Symmetric Eigenvalue Problem, 6.9).
      for _ in 0..<2 {
        for other in self + found { column.add(other, times: -column.times(other)) }
      }
      let rest = column.norm
      guard rest > length * 1e-9, rest > 0 else { continue }
      found.append(column.map { $0 / rest })
    }
    return found
  }
}
