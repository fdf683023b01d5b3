import Wire

/// A vector that many others are compared with.
package struct VectorQuery: Sendable {
  /// Of length 1.
  private let numbers: [Float]

  /// - Parameter numbers: of any length but 0.
  /// - Returns: `nil` for a vector that points nowhere: its length is 0, or it holds something else than numbers.
  package init?(_ numbers: [Float]) {
    // In 64 bits no square of a 32-bit float vanishes or is infinite.
    let square = numbers.reduce(0.0) { $0 + Double($1) * Double($1) }
    guard square > 0, square.isFinite else { return nil }
    self.numbers = numbers.map { Float(Double($0) / square.squareRoot()) }
  }

  /// - Parameter json: a JSON array of numbers.
  /// - Returns: `nil` for a vector that points nowhere.
  package init?(json: ArraySlice<UInt8>) {
    var bytes: [UInt8] = []
    FloatArray.append(json, to: &bytes)
    self.init(
      bytes.withUnsafeBytes { bytes in
        stride(from: 0, to: bytes.count, by: 4).map {
          bytes.loadUnaligned(fromByteOffset: $0, as: Float.self)
        }
      })
  }

  /// How many numbers it has.
  package var dimensions: Int { numbers.count }

  /// The cosine of the angle between the two, -1…1; `nil` where they have not as many numbers.
  package func similarity(to other: VectorQuery) -> Float? {
    guard other.dimensions == dimensions else { return nil }
    return other.numbers.withUnsafeBytes { $0.baseAddress.map(similarity) }
  }

  /// The cosine of the angle between the two, -1…1; not a number where the other one is none, or has no length.
  ///
  /// - Parameter row: as many 32-bit floats as the query has.
  func similarity(to row: UnsafeRawPointer) -> Float {
    let (sum, square) = products(with: row)
    // Where squares vanish or are infinite in 32 bits, the slow way is exact enough.
    let score = square.isNormal ? sum / square.squareRoot() : preciseSimilarity(to: row)
    // Rounding may lead a little beyond; a comparison with what is no number does not hold.
    return score > 1 ? 1 : score < -1 ? -1 : score
  }

  /// The scalar product of the two, and that of the other one with itself.
  @inline(__always)
  private func products(with row: UnsafeRawPointer) -> (sum: Float, square: Float) {
    numbers.withUnsafeBytes { query in
      var product = SIMD16<Float>.zero
      var square = SIMD16<Float>.zero
      let whole = query.count & ~63
      var offset = 0
      while offset < whole {
        let mine = query.loadUnaligned(fromByteOffset: offset, as: SIMD16<Float>.self)
        let other = row.loadUnaligned(fromByteOffset: offset, as: SIMD16<Float>.self)
        product += mine * other
        square += other * other
        offset += 64
      }
      var (sum, squares) = (product.sum(), square.sum())
      while offset < query.count {
        let other = row.loadUnaligned(fromByteOffset: offset, as: Float.self)
        sum += query.loadUnaligned(fromByteOffset: offset, as: Float.self) * other
        squares += other * other
        offset += 4
      }
      return (sum, squares)
    }
  }

  private func preciseSimilarity(to row: UnsafeRawPointer) -> Float {
    var (sum, square) = (0.0, 0.0)
    for (index, number) in numbers.enumerated() {
      let other = Double(row.loadUnaligned(fromByteOffset: index * 4, as: Float.self))
      sum += Double(number) * other
      square += other * other
    }
    return Float(sum / square.squareRoot())
  }
}
