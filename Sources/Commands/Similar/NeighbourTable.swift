import RowEngine
import Terminal
import Wire

/// Neighbours for people: score, id and text, one a line.
struct NeighbourTable {
  let lines: [String]

  /// - Parameter found: the id of each query, where there may be several, and what is near to it.
  init(_ found: [(query: JSONValue?, neighbours: [Neighbour])]) {
    let rows = found.flatMap { query, neighbours in
      neighbours.map { neighbour in
        [query.map { Self.line($0.fieldText) }].compactMap { $0 } + [
          Self.digits(of: neighbour.score), neighbour.id.fieldText, Self.line(neighbour.text),
        ]
      }
    }
    lines = TextTable(rows, numeric: found.contains { $0.query != nil } ? [1] : [0]).lines
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
  /// - Parameter query: the id of what it is near to, where there may be several.
  func json(near query: JSONValue?) -> JSONValue {
    var object: JSONObject = [:]
    object.set("query", query)
    object["score"] = .number("\(score)")
    object["id"] = id
    object.set("text", text.map { .string($0) })
    return .object(object)
  }
}
