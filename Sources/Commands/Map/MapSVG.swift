/// Draws a map as SVG, in which nothing runs and to which nothing is loaded.
struct MapSVG {
  private let picture: MapPicture

  private static let fewPoints = 200

  init(_ picture: MapPicture) { self.picture = picture }

  /// The whole picture, by itself.
  ///
  /// - Throws: what writing throws.
  func write(to write: (String) throws -> Void) rethrows {
    try writeBackground(to: write, isAlone: true)
    try writePoints(to: write)
    try write(PointLabels(picture).svg)
    try write("</svg>\n")
  }

  /// All but the points, which a page draws itself.
  ///
  /// - Throws: what writing throws.
  func writeFrame(to write: (String) throws -> Void) rethrows {
    try writeBackground(to: write, isAlone: false)
    try write("</svg>\n")
  }

  private func writeBackground(to write: (String) throws -> Void, isAlone: Bool) rethrows {
    let (width, height) = (Self.digits(PlotArea.size.x), Self.digits(PlotArea.size.y))
    let size = isAlone ? " width=\"\(width)\" height=\"\(height)\"" : ""
    try write(
      """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(width) \(height)"\(size) role="img" \
      aria-labelledby="map-title map-summary" font-family="system-ui,sans-serif" font-size="12">
      <title id="map-title">\(MarkupText.escaped(picture.title))</title>
      <desc id="map-summary">\(MarkupText.escaped(picture.summary))</desc>

      """)
    if isAlone { try write("<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n") }
    try write(density)
    try write(frame)
    try write(MapLegend(picture.coloring, isOfSample: picture.isSample).svg)
  }

  /// Cells of one density in one shape.
  private var density: String {
    // Of few points everybody sees where they are dense.
    guard picture.count >= Self.fewPoints else { return "" }
    var shapes = Array(repeating: "", count: DensityGrid.levels)
    for run in picture.density.readable.runs {
      let (low, high) = (picture.plot.position(of: run.from), picture.plot.position(of: run.to))
      let end = PlotArea.corner + PlotArea.extent
      let (left, right) = (max(low.x, PlotArea.corner.x), min(high.x, end.x))
      let (top, bottom) = (max(high.y, PlotArea.corner.y), min(low.y, end.y))
      guard left < right, top < bottom else { continue }
      shapes[run.level] +=
        "M\(Self.digits(left)) \(Self.digits(top))H\(Self.digits(right))V\(Self.digits(bottom))H\(Self.digits(left))z"
    }
    let levels = shapes.enumerated().filter { !$0.element.isEmpty }.map { level, shape in
      let opacity = FixedDigits.short(0.06 + 0.07 * Double(level), 2)
      return "<path class=\"density\" fill=\"#40566e\" fill-opacity=\"\(opacity)\" d=\"\(shape)\"/>\n"
    }
    return levels.joined()
  }

  private var frame: String {
    let end = PlotArea.corner + PlotArea.extent
    var svg =
      "<g class=\"line\" stroke=\"#d1d9e0\" fill=\"none\"><path d=\"M\(Self.point(PlotArea.corner))V\(Self.digits(end.y))H\(Self.digits(end.x))\"/></g>\n<g class=\"faint\" fill=\"#59636e\">\n"
    for tick in picture.plot.ticks(0) {
      let x = Self.digits(picture.plot.position(of: SIMD2(tick.number, 0)).x)
      svg += "<text x=\"\(x)\" y=\"\(Self.digits(end.y + 16))\" text-anchor=\"middle\">\(tick.text)</text>\n"
    }
    for tick in picture.plot.ticks(1) {
      let y = Self.digits(picture.plot.position(of: SIMD2(0, tick.number)).y + 4)
      svg +=
        "<text x=\"\(Self.digits(PlotArea.corner.x - 6))\" y=\"\(y)\" text-anchor=\"end\">\(tick.text)</text>\n"
    }
    let middle = PlotArea.corner + PlotArea.extent / 2
    svg +=
      "</g>\n<g class=\"ink\" fill=\"#1b1f24\" text-anchor=\"middle\"><text x=\"\(Self.digits(middle.x))\" y=\"\(Self.digits(end.y + 38))\">\(picture.axisTitle(0))</text>\n"
    return svg
      + "<text transform=\"translate(14 \(Self.digits(middle.y))) rotate(-90)\">\(picture.axisTitle(1))</text></g>\n"
  }

  private func writePoints(to write: (String) throws -> Void) rethrows {
    let classes = picture.coloring.classes(of: picture.points.map(\.color))
    let radius = Self.radius(picture.points.count)
    for (index, color) in picture.coloring.colors.enumerated() {
      let points = zip(picture.points, classes).filter { $0.1 == index }.map(\.0)
      guard !points.isEmpty else { continue }
      try write("<g fill=\"\(color)\" fill-opacity=\"0.75\">\n")
      for point in points { try write(Self.circle(point, picture.plot, radius)) }
      try write("</g>\n")
    }
  }

  private static func circle(_ point: MapPicture.Point, _ plot: PlotArea, _ radius: String) -> String {
    let place = plot.position(of: point.place)
    let start = "<circle cx=\"\(digits(place.x))\" cy=\"\(digits(place.y))\" r=\"\(radius)\""
    guard let label = point.label, !label.isEmpty else { return start + "/>\n" }
    return start + "><title>\(MarkupText.escaped(label))</title></circle>\n"
  }

  /// The more points, the smaller.
  static func radius(_ count: Int) -> String {
    switch count {
    case ..<500: "4"
    case ..<3000: "3"
    case ..<10_000: "2.2"
    default: "1.6"
    }
  }

  static func digits(_ number: Double) -> String { FixedDigits.short(number, 1) }

  private static func point(_ point: SIMD2<Double>) -> String { "\(digits(point.x)) \(digits(point.y))" }
}
