import CompatibleServer
import FoundationEssentials
import Terminal

/// Keys for people: a line of headings, then one for each.
struct KeyListTable {
  let lines: [String]

  /// - Parameter width: columns of the terminal; models are cut to it, and names where those leave no room.
  init(_ keys: [NamedKey], width: Int) {
    let head = ["NAME", "KEY", "MODELS", "RPM", "TPM", "TPD", "PARALLEL", "EXPIRES"]
    var rows = keys.map { key in
      // The day tells enough, and all lines are one below the other.
      Array(key.row.dropLast()) + [key.expiry.map { String($0.formatted(.iso8601).prefix(10)) } ?? "-"]
    }
    for (column, least) in [(2, 8), (0, 8)] {
      let widest = ([head] + rows).map { TextWidth.columns(of: $0[column]) }.max() ?? 0
      let excess = (Self.lines([head] + rows).map { TextWidth.columns(of: $0) }.max() ?? 0) - width
      guard excess > 0 else { break }
      let room = max(least, widest - excess)
      for row in rows.indices where TextWidth.columns(of: rows[row][column]) > room {
        rows[row][column] = TextWidth.cut(rows[row][column], to: room - 1) + "…"
      }
    }
    lines = Self.lines([head] + rows)
  }

  private static func lines(_ rows: [[String]]) -> [String] {
    TextTable(rows, numeric: [3, 4, 5, 6]).lines
  }
}
