/// The text of `--help` for one command or group.
struct HelpPage {
  let command: CommandDescription
  let width: Int
  private let operandRows: [HelpRow]
  private let commandRows: [HelpRow]
  private let topicRows: [HelpRow]
  private let sectionRows: [(title: String, rows: [HelpRow])]

  init(_ command: CommandDescription, width: Int) {
    self.command = command
    self.width = Self.width(on: width)
    let hasShort = command.shownOptions.contains { $0.short != nil }
    operandRows = command.operands.map { HelpRow($0) }
    commandRows = command.shownChildren.map { HelpRow($0) }
    topicRows = (command.program?.topics ?? []).map { HelpRow($0) }
    sectionRows = command.sections.map { section in
      (section.title, section.options.map { HelpRow($0, hasShort: hasShort) })
    }
  }

  /// How wide a page is on a terminal of so many columns.
  static func width(on columns: Int) -> Int { min(max(columns, 40), 100) }

  var text: String {
    let parts = [usage, summary, discussion, operands, commands, topics] + sections + [examples]
    return parts.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") }.joined(separator: "\n\n") + "\n"
  }

  private var usage: [String] {
    let start = "Usage: " + command.path.joined(separator: " ")
    guard !command.usage.isEmpty else { return [start] }
    let margin = start.columns + 1
    // A long name leaves too little room beside it.
    guard margin <= width / 2 else {
      return [start] + LineWrapper(width: width - 4).lines(command.usage).hanging(from: "    ")
    }
    return LineWrapper(width: width - margin).lines(command.usage).hanging(from: start + " ")
  }

  private var summary: [String] { LineWrapper(width: width).lines(command.words.summary.plainMarkup) }

  private var discussion: [String] { Block.blocks(of: command.words.discussion).lines(width: width) }
}

extension HelpPage {
  private var operands: [String] { list("Operands", operandRows) }

  private var sections: [[String]] { sectionRows.map { list($0.title, $0.rows) } }

  private var commands: [String] {
    guard command.isGroup else { return [] }
    let path = command.path.joined(separator: " ")
    let more = "'\(path) COMMAND --help' tells more about a command."
    let fallback = command.defaultChild.map { "Without a command, '\($0)' is meant. " } ?? ""
    return list("Commands", commandRows)
      + [""] + LineWrapper(width: width).lines(fallback + more)
  }

  private var examples: [String] {
    guard !command.words.examples.isEmpty else { return [] }
    let blocks = command.words.examples.map { example in
      LineWrapper(width: width - 2).lines(example.explanation.plainMarkup).hanging(from: "  ")
        + ShellLine(example.line).folded(to: width - 6).hanging(from: "    $ ")
    }
    return ["Examples:"] + blocks.joined(separator: [""])
  }

  private var topics: [String] {
    guard !topicRows.isEmpty else { return [] }
    let more = "'\(command.path.joined(separator: " ")) help TOPIC' shows one."
    return list("Topics", topicRows) + [""] + LineWrapper(width: width).lines(more)
  }

  private func list(_ title: String, _ rows: [HelpRow]) -> [String] {
    guard !rows.isEmpty else { return [] }
    let column = column
    return [title + ":"] + rows.flatMap { $0.lines(column: column, width: width) }
  }

  /// Where the meanings begin: the same in all lists of the page, and never far to the right.
  private var column: Int {
    let rows = operandRows + commandRows + topicRows + sectionRows.flatMap(\.rows)
    let limit = min(max(width * 2 / 5, 18), 28)
    let fitting = rows.map { $0.term.columns + 4 }.filter { $0 <= limit }
    return max(fitting.max() ?? 0, 12)
  }
}
