import Wire

/// Says beside a map what its colours stand for.
struct MapLegend {
  private let coloring: PointColoring
  private let isOfSample: Bool

  private static let left = PlotArea.corner.x + PlotArea.extent.x + 24
  private static let longestName = 24

  /// - Parameter isOfSample: whether the colours, and how many have each, are those of some rows.
  init(_ coloring: PointColoring, isOfSample: Bool) {
    (self.coloring, self.isOfSample) = (coloring, isOfSample)
  }

  var svg: String {
    guard let field = coloring.field else { return "" }
    let title =
      "<text x=\"\(MapSVG.digits(Self.left))\" y=\"36\" font-weight=\"bold\">\(Self.name(field))</text>\n"
    let entries =
      switch coloring.meaning {
      case .none: ""
      case .values(let named, let others):
        named.enumerated().map { index, value in
          Self.entry(
            index, coloring.colors[index], "\(Self.name(value.name)) (\(RowMessages.number(value.count)))")
        }.joined() + Self.others(others, at: named.count)
      case .scale(let range, let others): Self.scale(range) + Self.others(others, at: 10)
      }
    return "<g class=\"ink\" fill=\"#1b1f24\">\n\(title)\(entries)\(isOfSample ? Self.remark : "")</g>\n"
  }

  /// Below all that a legend may have.
  private static var remark: String {
    "<text x=\"\(MapSVG.digits(left))\" y=\"290\">counted among the points</text>\n"
  }

  private static func entry(_ index: Int, _ color: String, _ text: String) -> String {
    let y = 58 + Double(index) * 20
    let center = "cx=\"\(MapSVG.digits(left + 5))\" cy=\"\(MapSVG.digits(y - 4))\""
    return
      "<circle \(center) r=\"5\" fill=\"\(color)\"/><text x=\"\(MapSVG.digits(left + 18))\" y=\"\(MapSVG.digits(y))\">\(text)</text>\n"
  }

  private static func others(_ count: Int, at index: Int) -> String {
    count == 0 ? "" : entry(index, MapPalette.others, "other (\(RowMessages.number(count)))")
  }

  /// From the smallest number, at the bottom, to the largest.
  private static func scale(_ range: ClosedRange<Double>) -> String {
    let height = 180.0 / Double(MapPalette.steps)
    let steps = (0..<MapPalette.steps).map { step in
      let y = 50 + 180 - height * Double(step + 1)
      return
        "<rect x=\"\(MapSVG.digits(left))\" y=\"\(FixedDigits.short(y, 2))\" width=\"16\" height=\"\(FixedDigits.short(height + 0.2, 2))\" fill=\"\(MapPalette.step(step))\"/>"
    }
    func text(_ number: Double, _ y: String) -> String {
      "<text x=\"\(MapSVG.digits(left + 24))\" y=\"\(y)\">\(number.short)</text>\n"
    }
    return steps.joined() + "\n" + text(range.upperBound, "60") + text(range.lowerBound, "230")
  }

  private static func name(_ text: String) -> String {
    MarkupText.escaped(text.split(whereSeparator: \.isNewline).joined(separator: " ").beginning(longestName))
  }
}

extension Double {
  /// A whole number without its point.
  fileprivate var short: String { Int(exactly: self).map(String.init) ?? "\(Float(self))" }
}
