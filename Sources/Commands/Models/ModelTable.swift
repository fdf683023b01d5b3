import ModelsAPI
import Terminal

/// Models for people: a line of headings, then one for each, without columns in which nobody has anything.
struct ModelTable {
  let lines: [String]

  init(_ rows: [ModelRow]) {
    let columns = Self.columns.filter { column in column.isNeeded || rows.contains { column.text($0) != nil }
    }
    let cells = rows.map { row in columns.map { ModelRow.field($0.text(row) ?? "") } }
    let numeric = Set(columns.indices.filter { columns[$0].isNumeric })
    lines = rows.isEmpty ? [] : TextTable([columns.map(\.title)] + cells, numeric: numeric).lines
  }

  private struct Column: Sendable {
    let title: String
    /// Whether it is shown though all of its cells are empty.
    var isNeeded = false
    var isNumeric = false
    let text: @Sendable (ModelRow) -> String?
  }

  private static let columns = [
    Column(title: "NAME", isNeeded: true) { $0.name.text },
    Column(title: "KIND") { $0.kind?.rawValue },
    Column(title: "PROVIDER") { $0.provider?.rawValue },
    Column(title: "OUTPUT", isNumeric: true) { $0.maximumOutput.map(RowMessages.number) },
    Column(title: "CONTEXT", isNumeric: true) { $0.context.map(RowMessages.number) },
    Column(title: "STATUS") { $0.status?.text },
    Column(title: "ANSWERED BY") { $0.servedBy?.text },
    Column(title: "ALIASES") { $0.aliases.isEmpty ? nil : $0.aliases.joined(separator: ", ") },
  ]
}
