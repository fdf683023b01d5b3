/// The part of a picture that points lie in: leads from their places to its own.
struct PlotArea: Equatable, Sendable {
  /// What holds all places.
  struct Bounds: Equatable, Sendable {
    private(set) var low = SIMD2<Double>(repeating: .infinity)
    private(set) var high = SIMD2<Double>(repeating: -.infinity)

    mutating func add(_ place: SIMD2<Double>) {
      low = pointwiseMin(low, place)
      high = pointwiseMax(high, place)
    }
  }

  /// Of the whole picture.
  static let size = SIMD2<Double>(960, 640)
  /// Of the area in it.
  static let corner = SIMD2<Double>(64, 24)
  static let extent = SIMD2<Double>(680, 560)

  private let low: SIMD2<Double>
  private let high: SIMD2<Double>

  init(_ bounds: Bounds) {
    var (low, high) = (bounds.low, bounds.high)
    let largest = (high - low).max()
    for axis in 0..<2 {
      let span = high[axis] - low[axis]
      // Where all lie in one line, but for rounding, it is in the middle; beside the outermost there is some room.
      let room = span > largest * 1e-6 ? span * 0.04 : max(largest / 2, abs(low[axis]), 1e-3)
      low[axis] -= room
      high[axis] += room
    }
    (self.low, self.high) = (low, high)
  }

  /// Where a place is in the picture, whose vertical axis goes down.
  func position(of place: SIMD2<Double>) -> SIMD2<Double> {
    let share = (place - low) / (high - low)
    return Self.corner + SIMD2(share.x, 1 - share.y) * Self.extent
  }

  /// Round numbers within the area along an axis.
  func ticks(_ axis: Int) -> [(number: Double, text: String)] {
    let step = Self.step((high[axis] - low[axis]) / 8)
    let first = Int((low[axis] / step.size).rounded(.up))
    let last = Int((high[axis] / step.size).rounded(.down))
    guard first <= last, last - first < 50 else { return [] }
    return (first...last).map { index in
      let number = Double(index) * step.size
      let isPlain = step.places <= 6 && abs(number) < 1e7
      return (number, isPlain ? FixedDigits.text(number, step.places) : "\(Float(number))")
    }
  }

  /// 1, 2 or 5 times a power of ten, and how many digits it has behind the point.
  private static func step(_ least: Double) -> (size: Double, places: Int) {
    guard least > 0, least.isFinite else { return (1, 0) }
    var (power, places) = (1.0, 0)
    while power > least { (power, places) = (power / 10, places + 1) }
    while power * 10 <= least { (power, places) = (power * 10, places - 1) }
    let factor = [1.0, 2, 5].first { $0 * power >= least } ?? 10
    return (factor * power, max(0, factor == 10 ? places - 1 : places))
  }
}
