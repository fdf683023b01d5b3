/// A command with all the ways to spell its path, for scripts that must understand aliases.
struct CompletionNode {
  let command: CommandDescription
  /// Paths without the program's name; the first one is the command's own.
  let spellings: [[String]]

  /// A command and all below it that is shown.
  static func nodes(of command: CommandDescription, spellings: [[String]] = [[]]) -> [CompletionNode] {
    let children = command.shownChildren.flatMap { child in
      let names = [child.name] + child.words.aliases
      return nodes(of: child, spellings: names.flatMap { name in spellings.map { $0 + [name] } })
    }
    return [CompletionNode(command: command, spellings: spellings)] + children
  }

  /// Its options, and those of the child that is meant when none is named.
  var options: [OptionDescription] {
    command.shownOptions + (fallback?.shownOptions.filter { $0 != .help } ?? [])
  }

  var operands: [OperandDescription] { command.operands + (fallback?.operands ?? []) }

  private var fallback: CommandDescription? {
    command.children.first { $0.name == command.defaultChild }
  }
}

extension OptionDescription {
  /// What a shell shows beside one of its long names.
  func shellDescription(of longName: String) -> String {
    longName == name ? help.shellDescription : "Opposite of \(typed)"
  }
}

extension String {
  /// A help sentence as shells show it beside a word.
  var shellDescription: String {
    let plain = plainMarkup
    return plain.hasSuffix(".") ? String(plain.dropLast()) : plain
  }

  func replacing(_ letters: [Character: String]) -> String {
    reduce(into: "") { $0 += letters[$1] ?? String($1) }
  }
}
