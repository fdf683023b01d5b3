/// Counts points in the cells of a grid round the origin, which grows with what lies outside: it needs to know nothing
/// of points to come, and takes the same memory however many there are.
struct DensityGrid: Equatable, Sendable {
  /// Cells along each axis; a power of two.
  private(set) var size = 128
  /// The size of a cell along each axis.
  private(set) var cell: SIMD2<Double>
  /// Row by row, from the smallest numbers on.
  private(set) var counts: [Int]

  /// - Parameter deviation: the standard deviation of the points along each axis.
  init(deviation: SIMD2<Double>) {
    cell = SIMD2(0, 0)
    for axis in 0..<2 { cell[axis] = (deviation[axis] > 0 ? deviation[axis] * 8 : 1) / Double(size) }
    counts = Array(repeating: 0, count: size * size)
  }

  mutating func add(_ point: SIMD2<Double>) {
    for axis in 0..<2 {
      while abs(point[axis]) >= cell[axis] * Double(size / 2) { double(axis) }
    }
    counts[index(point.y, axis: 1) * size + index(point.x, axis: 0)] += 1
  }

  private func index(_ number: Double, axis: Int) -> Int {
    min(size - 1, max(0, Int((number / cell[axis]).rounded(.down)) + size / 2))
  }

  /// Makes cells twice as large along an axis, so that the grid reaches twice as far.
  private mutating func double(_ axis: Int) {
    var larger = Array(repeating: 0, count: counts.count)
    for row in 0..<size {
      for column in 0..<size where counts[row * size + column] > 0 {
        let target =
          axis == 0
          ? row * size + column / 2 + size / 4 : (row / 2 + size / 4) * size + column
        larger[target] += counts[row * size + column]
      }
    }
    counts = larger
    cell[axis] *= 2
  }

  /// The same with cells so large that most of those with points have some.
  var readable: DensityGrid {
    let all = counts.reduce(0, +)
    guard size > 16, counts.count(where: { $0 > 0 }) * 4 > all else { return self }
    return coarser.readable
  }

  private var coarser: DensityGrid {
    var coarser = self
    coarser.size = size / 2
    coarser.cell = cell * 2
    coarser.counts = Array(repeating: 0, count: counts.count / 4)
    for (index, count) in counts.enumerated() {
      coarser.counts[index / size / 2 * coarser.size + index % size / 2] += count
    }
    return coarser
  }

  /// A run of cells of one row that are equally dense.
  struct Run: Equatable {
    /// From 0, the sparsest.
    let level: Int
    let from: SIMD2<Double>
    let to: SIMD2<Double>
  }

  static let levels = 5

  /// The cells with points, by how many there are, on a logarithmic scale.
  var runs: [Run] {
    let most = Double(counts.max() ?? 0)
    guard most > 0 else { return [] }
    var runs: [Run] = []
    for row in 0..<size {
      var column = 0
      while column < size {
        let start = column
        let level = level(counts[row * size + column], most)
        while column < size, self.level(counts[row * size + column], most) == level { column += 1 }
        guard let level else { continue }
        runs.append(Run(level: level, from: corner(start, row), to: corner(column, row + 1)))
      }
    }
    return runs
  }

  private func level(_ count: Int, _ most: Double) -> Int? {
    guard count > 0 else { return nil }
    // The binary exponents of the counts are all that is needed of their logarithms.
    let share = (Double(count).exponent + 1, most.exponent + 1)
    return min(Self.levels - 1, Int(share.0) * Self.levels / Int(share.1 + 1))
  }

  private func corner(_ column: Int, _ row: Int) -> SIMD2<Double> {
    SIMD2(Double(column - size / 2), Double(row - size / 2)) * cell
  }
}
