import RowEngine
import Vectors
import Wire

/// What a map shows, whatever it is drawn with.
struct MapPicture {
  /// A row that is drawn as a point.
  struct Point {
    let place: SIMD2<Double>
    let id: String
    let label: String?
    let text: String?
    let color: JSONValue?
  }

  let title: String
  /// Rows that have a place.
  let count: Int
  let points: [Point]
  /// Of all rows.
  let density: DensityGrid
  let plot: PlotArea
  let coloring: PointColoring
  /// The share of all differences that lies along each axis, 0…1.
  let shares: [Double]

  /// Characters of a text that are shown.
  static let longestText = 500

  /// - Parameters:
  ///   - title: the name of the file.
  ///   - colors: the field that points are coloured by.
  /// - Throws: what reading throws.
  init(_ rows: MappedRows, title: String, sample: SampleSize, colors: String?) throws {
    var choice = RowSample(sample.count, of: rows.count)
    var points: [Point] = []
    let deviations = rows.components.deviations + [0, 0]
    var density = DensityGrid(deviation: SIMD2(deviations[0], deviations[1]))
    var bounds = PlotArea.Bounds()
    try rows.eachRow { row in
      density.add(row.place)
      bounds.add(row.place)
      guard choice.takesNext() else { return }
      points.append(
        Point(
          place: row.place, id: row.details.id.fieldText,
          label: rows.value(\.label, of: row)?.fieldText.beginning(Self.longestText),
          text: rows.text(of: row)?.beginning(Self.longestText), color: rows.value(\.color, of: row)))
    }
    self.title = title
    count = rows.count
    coloring = PointColoring(colors, points.map(\.color))
    plot = PlotArea(bounds)
    shares = rows.components.shares
    (self.points, self.density) = (points, density)
  }

  /// Whether not all rows are points.
  var isSample: Bool { points.count < count }

  /// Says so; `nil` where they are.
  var sampleSentence: String? {
    guard isSample else { return nil }
    return
      "\(RowMessages.number(points.count)) of \(RowMessages.count(count, "row")) are drawn as points; the shading counts all"
  }

  /// `PC 1 (23.1%)`.
  func axisTitle(_ axis: Int) -> String {
    guard axis < shares.count else { return "nothing more differs" }
    return "PC \(axis + 1) (\(FixedDigits.text(shares[axis] * 100, 1))%)"
  }

  /// What the picture shows, in a sentence for whoever does not see it.
  var summary: String {
    let drawn =
      isSample ? ", of which \(RowMessages.number(points.count)) are drawn as points" : ""
    let seen = FixedDigits.text(shares.reduce(0, +) * 100, 1)
    let colors =
      coloring.field.map {
        "; the colours are those of the field \($0)\(isSample ? ", counted among the points" : "")"
      } ?? ""
    return
      "The first two principal components of \(RowMessages.count(count, "vector"))\(drawn); they hold \(seen)% of all differences\(colors)."
  }
}
