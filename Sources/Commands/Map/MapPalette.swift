/// Colours that people tell apart who do not see all of them.
///
/// Sources: M. A. Petroff, Accessible Color Sequences for Data Visualization (2021), https://arxiv.org/abs/2107.02270;
/// viridis of matplotlib, https://bids.github.io/colormap.
enum MapPalette {
  static let values = [
    "#3f90da", "#ffa90e", "#bd1f01", "#832db6", "#94a4a2", "#a96b59", "#e76300", "#b9ac70", "#717581",
    "#92dadd",
  ]
  static let only = values[0]
  /// What has no colour of its own.
  static let others = "#c8ccd1"
  /// How many colours a scale has.
  static let steps = 32

  private static let stops: [SIMD3<Double>] = [
    SIMD3(68, 1, 84), SIMD3(59, 82, 139), SIMD3(33, 145, 140), SIMD3(94, 201, 98), SIMD3(253, 231, 37),
  ]

  /// A colour of the scale, from 0, the darkest.
  static func step(_ index: Int) -> String {
    let place = Double(index) / Double(steps - 1) * Double(stops.count - 1)
    let first = min(stops.count - 2, Int(place))
    let color = stops[first] + (stops[first + 1] - stops[first]) * (place - Double(first))
    return "#"
      + (0..<3).map { part in
        let digits = String(Int(color[part].rounded()), radix: 16)
        return digits.count < 2 ? "0" + digits : digits
      }.joined()
  }
}
