import Wire

/// A vector that many others are compared with.
package struct VectorQuery: Sendable {
  /// Of length 1.
  private let numbers: [Float]

  /// - Parameter numbers: of any length but 0.
  package init(_ numbers: [Float]) {
    let length = numbers.reduce(0) { $0 + $1 * $1 }.squareRoot()
    self.numbers = numbers.map { $0 / length }
  }

  /// - Parameter json: a JSON array of numbers.
  package init(json: ArraySlice<UInt8>) {
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

  /// The cosine of the angle between the two; not a number where the other one is none, or has no length.
  ///
  /// - Parameter row: as many 32-bit floats as the query has.
  func similarity(to row: UnsafeRawPointer) -> Float {
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
      return sum / squares.squareRoot()
    }
  }
}
