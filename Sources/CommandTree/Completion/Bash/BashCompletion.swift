/// Completion for bash as Debian 12 has it, without any help from the package bash-completion.
///
/// Each command is a row of a table: its children, its operands, and its options, one a line. What is offered for a value
/// stands after `=`, or `=?` where it can only be joined: `a|b` choices, `%file`, `%directory`, `%command`, `@name` asked
/// from the program.
struct BashCompletion {
  let root: CommandDescription

  init(_ root: CommandDescription) { self.root = root }

  var script: String { script(table: CompletionNode.nodes(of: root).map(row).joined(separator: "\n")) }

  private func row(_ node: CompletionNode) -> String {
    let patterns = node.spellings.map { "'\($0.map { " " + $0 }.joined())'" }.joined(separator: " | ")
    let commands = node.command.shownChildren.map(\.name).joined(separator: " ")
    let options = node.options.map { "\n      " + tokens($0).joined(separator: " ") }.joined()
    let operands = node.operands.map(token).joined(separator: " ")
    return """
        \(patterns))
          commands='\(commands)' operands='\(operands)'
          options='\(options)' ;;
      """
  }

  private func tokens(_ option: OptionDescription) -> [String] {
    let value = option.isFlag ? "" : (option.takesNextWord ? "=" : "=?") + token(option.offered)
    let short = option.short.map { ["-\($0)"] } ?? []
    return (option.longNames.map { "--" + $0 } + short).map { $0 + value }
  }

  private func token(_ operand: OperandDescription) -> String {
    if operand.takesRest { return "%command..." }
    let token = token(operand.offered)
    return (token.isEmpty ? "%nothing" : token) + (operand.isRepeatable ? "..." : "")
  }

  private func token(_ completion: ValueCompletion) -> String {
    switch completion {
    case .none: ""
    case .file: "%file"
    case .directory: "%directory"
    case .choices(let words): words.joined(separator: "|")
    case .words(let name): "@" + name
    }
  }
}
