/// Texts beside points, as many as have room: the others are titles alone.
struct PointLabels {
  private let picture: MapPicture

  private static let most = 120
  private static let longest = 32
  private static let lineHeight = 13.0
  /// Of a character, at most, in the picture's letters.
  private static let characterWidth = 6.6

  init(_ picture: MapPicture) { self.picture = picture }

  /// The space that a text takes.
  private struct Box {
    let low: SIMD2<Double>
    let high: SIMD2<Double>

    func overlaps(_ other: Box) -> Bool {
      low.x < other.high.x && other.low.x < high.x && low.y < other.high.y && other.low.y < high.y
    }
  }

  var svg: String {
    var boxes: [Box] = []
    var svg = ""
    for point in picture.points where boxes.count < Self.most {
      guard let label = point.label, !label.isEmpty else { continue }
      let text = label.split(whereSeparator: \.isNewline).joined(separator: " ").beginning(Self.longest)
      let start = picture.plot.position(of: point.place) + SIMD2(7, 4)
      let box = Box(
        low: start - SIMD2(0, Self.lineHeight - 3),
        high: start + SIMD2(Double(text.count) * Self.characterWidth, 3))
      guard box.high.x < PlotArea.size.x, !boxes.contains(where: box.overlaps) else { continue }
      boxes.append(box)
      svg +=
        "<text x=\"\(MapSVG.digits(start.x))\" y=\"\(MapSVG.digits(start.y))\">\(MarkupText.escaped(text))</text>\n"
    }
    return svg.isEmpty ? "" : "<g class=\"ink\" fill=\"#1b1f24\" font-size=\"11\">\n\(svg)</g>\n"
  }
}
