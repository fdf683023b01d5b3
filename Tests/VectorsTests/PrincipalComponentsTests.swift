import Testing

@testable import Vectors

/// The plane in which rows differ most, held against what the whole scatter of small matrices says.
struct PrincipalComponentsTests {
  @Test(arguments: [
    (40, 3, 0), (500, 20, 1), (3000, 33, 2), (7, 90, 3), (1000, 17, 4), (2, 5, 5), (64, 1, 6),
  ])
  func thePlaneIsThatOfTheWholeScatter(_ rows: Int, _ dimensions: Int, _ seed: Int) throws {
    let numbers = sample(rows, dimensions, seed)
    let found = try PrincipalComponents(of: matrix(numbers, dimensions))
    let (scatter, mean) = wholeScatter(numbers, dimensions)
    let exact = SymmetricEigen(scatter)
    let total = (0..<dimensions).reduce(0) { $0 + scatter[$1][$1] }
    #expect(found.count == rows && found.axes.count == min(2, dimensions))
    #expect(zip(found.mean, mean).allSatisfy { abs($0 - $1) < 1e-5 })
    for (share, value) in zip(found.shares, exact.values) { #expect(abs(share - value / total) < 1e-5) }
    for (axis, vector) in zip(found.axes, exact.vectors) where axis.times(axis) > 0 {
      // A value of zero has no direction of its own.
      guard found.shares[found.axes.firstIndex(of: axis) ?? 0] > 1e-6 else { continue }
      #expect(abs(abs(axis.times(vector)) - 1) < 1e-5)
    }
  }

  @Test func theLargestNumberOfEachAxisIsPositive() throws {
    let found = try PrincipalComponents(of: matrix(sample(200, 12, 9), 12))
    for axis in found.axes {
      #expect((axis.max { $0.magnitude < $1.magnitude } ?? 0) > 0)
      #expect(abs(axis.norm - 1) < 1e-9)
    }
    #expect(abs(found.axes[0].times(found.axes[1])) < 1e-9)
  }

  @Test func whatIsFarFromTheOriginIsSeenAsWell() throws {
    let near = sample(2000, 24, 11)
    let far = near.map { $0 * 0.01 + 1000 }
    let found = try PrincipalComponents(of: matrix(far, 24))
    let (scatter, _) = wholeScatter(far, 24)
    let vectors = SymmetricEigen(scatter).vectors
    #expect(abs(abs(found.axes[0].times(vectors[0])) - 1) < 1e-4)
    #expect(abs(abs(found.axes[1].times(vectors[1])) - 1) < 1e-4)
  }

  @Test(arguments: [Float(1e-30), 1e-12, 1, 1e12, 1e30])
  func rowsMayBeOfAnySize(_ size: Float) throws {
    let found = try PrincipalComponents(of: matrix(sample(300, 10, 13).map { $0 * size }, 10))
    let usual = try PrincipalComponents(of: matrix(sample(300, 10, 13), 10))
    #expect(zip(found.shares, usual.shares).allSatisfy { abs($0 - $1) < 1e-4 })
    #expect(abs(found.axes[0].times(usual.axes[0]) - 1) < 1e-4)
  }

  @Test func itIsTheSameEachTime() throws {
    let numbers = sample(20_000, 40, 17)
    let (first, second) = (
      try PrincipalComponents(of: matrix(numbers, 40)), try PrincipalComponents(of: matrix(numbers, 40))
    )
    #expect(first.axes == second.axes && first.shares == second.shares && first.mean == second.mean)
  }

  @Test func rowsThatAreNoVectorsAreLeftOut() throws {
    var numbers = sample(101, 6, 19)
    let usual = try PrincipalComponents(of: matrix(Array(numbers[..<600]), 6))
    numbers[603] = .nan
    let found = try PrincipalComponents(of: matrix(numbers, 6))
    #expect(found.count == 100)
    #expect(zip(found.axes[0], usual.axes[0]).allSatisfy { abs($0 - $1) < 1e-4 })
    var places: [SIMD2<Double>] = []
    try found.project(matrix(numbers, 6)) { places += $1 }
    #expect(places.count == 101 && places[100].x.isNaN && !places[..<100].contains { $0.x.isNaN })
  }

  @Test(arguments: [(1, 4), (5, 4), (5, 1)])
  func equalRowsLieInOnePlace(_ rows: Int, _ dimensions: Int) throws {
    let numbers = [Float](repeating: 0.3, count: rows * dimensions)
    let found = try PrincipalComponents(of: matrix(numbers, dimensions))
    #expect(found.count == rows && found.shares.allSatisfy { $0 == 0 })
    try found.project(matrix(numbers, dimensions)) { _, places in
      #expect(places.allSatisfy { abs($0.x) < 1e-6 && abs($0.y) < 1e-6 })
    }
  }

  @Test(arguments: [0, 3])
  func aMatrixOfNothingButMissingRowsHasNoPlane(_ rows: Int) throws {
    let found = try PrincipalComponents(of: matrix([Float](repeating: .nan, count: rows * 2), 2))
    #expect(found.count == 0 && found.shares.allSatisfy { $0 == 0 })
  }

  @Test func placesAreScalarProductsFromTheMean() throws {
    let numbers = sample(90, 5, 23)
    let found = try PrincipalComponents(of: matrix(numbers, 5))
    var next = 0
    try found.project(matrix(numbers, 5)) { first, places in
      #expect(first == next)
      for place in places {
        let row = (0..<5).map { Double(numbers[next * 5 + $0]) - found.mean[$0] }
        #expect(abs(place.x - row.times(found.axes[0])) < 1e-5)
        #expect(abs(place.y - row.times(found.axes[1])) < 1e-5)
        next += 1
      }
    }
    #expect(next == 90)
  }

  @Test func whatCannotBeReadIsSaid() {
    struct Broken: Error {}
    #expect(throws: Broken.self) {
      try PrincipalComponents(of: RowMatrix(rows: 10, dimensions: 3) { _, _ in throw Broken() })
    }
  }
}

struct SymmetricEigenTests {
  @Test(arguments: [1, 2, 5, 24])
  func vectorsTimesValuesAreTheMatrix(_ count: Int) {
    let numbers = sample(count, count, 29).map(Double.init)
    let matrix = (0..<count).map { row in
      (0..<count).map { numbers[min(row, $0) * count + max(row, $0)] }
    }
    let eigen = SymmetricEigen(matrix)
    #expect(eigen.values == eigen.values.sorted(by: >))
    for (value, vector) in zip(eigen.values, eigen.vectors) {
      #expect(abs(vector.norm - 1) < 1e-12)
      for (row, number) in zip(matrix, vector) { #expect(abs(row.times(vector) - value * number) < 1e-10) }
    }
  }
}

/// Numbers of which some directions differ more than others.
private func sample(_ rows: Int, _ dimensions: Int, _ seed: Int) -> [Float] {
  var state = UInt64(seed) &* 7919 &+ 1
  func number() -> Float {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Float(state >> 40) / Float(1 << 24) - 0.5
  }
  return (0..<rows).flatMap { _ -> [Float] in
    let shared = number()
    return (0..<dimensions).map { index -> Float in
      let mean = Float(index % 5) * 0.2
      let deviation = number() + shared * Float(index % 3)
      return mean + deviation / Float(index % 7 + 1)
    }
  }
}

private func matrix(_ numbers: [Float], _ dimensions: Int) -> RowMatrix {
  RowMatrix(rows: numbers.count / dimensions, dimensions: dimensions) { rows, buffer in
    numbers[(rows.lowerBound * dimensions)..<(rows.upperBound * dimensions)].withUnsafeBytes {
      buffer.copyMemory(from: $0)
    }
  }
}

private func wholeScatter(_ numbers: [Float], _ dimensions: Int) -> ([[Double]], mean: [Double]) {
  let rows = stride(from: 0, to: numbers.count, by: dimensions).map { start in
    (0..<dimensions).map { Double(numbers[start + $0]) }
  }
  var mean = Column(repeating: 0, count: dimensions)
  for row in rows { mean.add(row, times: 1 / Double(rows.count)) }
  var scatter = [[Double]](repeating: Column(repeating: 0, count: dimensions), count: dimensions)
  for row in rows {
    let moved = zip(row, mean).map { $0 - $1 }
    for index in scatter.indices { scatter[index].add(moved, times: moved[index]) }
  }
  return (scatter, mean)
}
