import RowEngine
import Terminal
import Wire

/// Neighbours for people: score, id and text, one a line.
struct NeighbourTable {
  let lines: [String]

  init(_ neighbours: [Neighbour]) {
    let rows = neighbours.map { neighbour in
      [Self.digits(of: neighbour.score), neighbour.id.string ?? neighbour.id.text, Self.line(neighbour.text)]
    }
    lines = TextTable(rows, numeric: [0]).lines
  }

  /// Four digits behind the point.
  private static func digits(of score: Float) -> String {
    guard let parts = Int(exactly: (abs(score) * 10_000).rounded()) else { return "\(score)" }
    let digits = String(parts)
    let padded = String(repeating: "0", count: max(0, 5 - digits.count)) + digits
    let sign = score < 0 && digits != "0" ? "-" : ""
    return "\(sign)\(padded.dropLast(4)).\(padded.suffix(4))"
  }

  /// A text of several lines takes one here.
  private static func line(_ text: String?) -> String {
    (text ?? "").unicodeScalars.split { " \n\t".unicodeScalars.contains($0) }.map { String($0) }
      .joined(separator: " ")
  }
}

extension Neighbour {
  var json: JSONValue {
    var object: JSONObject = ["score": .number("\(score)"), "id": id]
    object.set("text", text.map { .string($0) })
    return .object(object)
  }
}
