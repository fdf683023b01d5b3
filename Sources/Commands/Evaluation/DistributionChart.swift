/// A distribution as a chart, with the numbers that half of all, and nearly all, do not exceed.
struct DistributionChart {
  let title: String
  let unit: String
  private let distribution: Distribution

  private static let (width, height) = (600.0, 120.0)

  init(title: String, unit: String, _ distribution: Distribution) {
    (self.title, self.unit, self.distribution) = (title, unit, distribution)
  }

  /// Nothing where there is nothing to show.
  var html: String {
    guard distribution.count > 0 else { return "" }
    return """
      <h2>\(title)</h2>
      <p>\(sentence)</p>
      <svg viewBox="0 0 600 140" width="600" height="140" role="img" aria-label="\(title): \(sentence)">\(shapes)</svg>

      """
  }

  private var sentence: String {
    let facts = [("half at most", 0.5), ("95% at most", 0.95)].map {
      "\($0.0) \(RowMessages.number(distribution.quantile($0.1))) \(unit)"
    }
    let ends =
      "from \(RowMessages.number(distribution.least)) to \(RowMessages.number(distribution.most)) \(unit)"
    return "\(facts.joined(separator: ", ")); \(ends)"
  }

  private var shapes: String {
    let bars = distribution.bars(30)
    let most = Double(bars.map(\.count).max() ?? 1)
    let width = Self.width / Double(bars.count)
    let rectangles = bars.enumerated().filter { $0.element.count > 0 }.map { index, bar in
      let height = max(1, Self.height * Double(bar.count) / most)
      let place =
        "x=\"\(FixedDigits.short(Double(index) * width, 1))\" y=\"\(FixedDigits.short(Self.height - height, 1))\""
      let size =
        "width=\"\(FixedDigits.short(max(1, width - 1), 1))\" height=\"\(FixedDigits.short(height, 1))\""
      return
        "<rect class=\"bar\" \(place) \(size)><title>from \(RowMessages.number(bar.from)) \(unit): \(RowMessages.number(bar.count))</title></rect>"
    }
    func text(_ x: String, _ anchor: String, _ bar: Distribution.Bar?) -> String {
      guard let bar else { return "" }
      return
        "<text class=\"ink\" x=\"\(x)\" y=\"136\" font-size=\"12\" text-anchor=\"\(anchor)\">\(RowMessages.number(bar.from)) \(unit)</text>"
    }
    return rectangles.joined() + text("0", "start", bars.first)
      + (bars.count > 1 ? text("600", "end", bars.last) : "")
  }
}
