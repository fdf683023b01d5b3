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
          FixedDigits.text(Double(neighbour.score), 4), neighbour.id.fieldText, Self.line(neighbour.text),
        ]
      }
    }
    lines = TextTable(rows, numeric: found.contains { $0.query != nil } ? [1] : [0]).lines
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
