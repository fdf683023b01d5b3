import Ledger
import Terminal

/// Entries of the ledger for people: a line of headings, then one for each.
struct LogTable {
  let lines: [String]

  /// - Parameter width: columns of the terminal; what was asked is cut to it.
  init(_ entries: [LedgerEntry], width: Int) {
    let head = ["ID", "WHEN", "COMMAND", "MODEL", "TOKENS", "ASKED"]
    let rows = entries.map { entry in
      let tokens = entry.tokens.map { RowMessages.number($0) } ?? ""
      return [
        entry.id.map(String.init) ?? "", entry.localTime, entry.command,
        entry.model.map(ShortModelName.text) ?? "",
        tokens,
        entry.beginning,
      ].map(ModelRow.field)
    }
    lines = TextTable([head] + rows, numeric: [0, 4]).lines.map { TextWidth.cut($0, to: max(40, width - 1)) }
  }
}

extension LedgerEntry {
  /// All fields that fit into a line, for programs that read lines.
  var line: String {
    [id.map(String.init) ?? "-", utcTime, command, profile, model ?? "-", beginning]
      .map { $0.isEmpty ? "-" : ModelRow.field($0) }.joined(separator: "\t")
  }

  /// The first line of what was asked, or what was done where nothing was.
  fileprivate var beginning: String {
    if let prompt = texts?.prompt {
      return String(prompt.split(whereSeparator: \.isNewline).first?.prefix(200) ?? "")
    }
    if let rows { return RowMessages.count(rows.done + rows.refused, "row") }
    if command == "feedback" {
      return [verdict?.lowercased(), generation.map { "on \($0)" }].compactMap { $0 }.joined(separator: " ")
    }
    return ""
  }

  /// Of both sides, as far as they were counted.
  fileprivate var tokens: Int? {
    usage.input == nil && usage.output == nil ? nil : (usage.input ?? 0) + (usage.output ?? 0)
  }
}
