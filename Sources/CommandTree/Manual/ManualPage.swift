/// The manual page of one command, group or program, in mdoc: https://mandoc.bsd.lv/man/mdoc.7.html
struct ManualPage {
  let command: CommandDescription
  /// What stands in the footer in the place of the machine's system.
  let system: String
  let date: String

  var text: String {
    let sections = [
      head, synopsis, description, operands, commands, options, environment, files, exitStatus, examples,
      seeAlso,
    ]
    return sections.flatMap { $0 }.joined(separator: "\n") + "\n"
  }

  private var head: [String] {
    manualHead(command.manualName, section: 1, summary: command.words.summary, system: system, date: date)
  }

  private var synopsis: [String] {
    let name = command.path.joined(separator: " ")
    let start = [".Sh SYNOPSIS", ".Nm \(name.contains(" ") ? "\"\(name)\"" : name)"]
    guard !command.isGroup else {
      return start + [command.defaultChild == nil ? ".Ar COMMAND" : ".Op Ar COMMAND", ".Op Ar ARGUMENT ..."]
    }
    let options = command.options == [.help] ? [] : [".Op Ar OPTION ..."]
    return start + options + command.operands.map(\.manualUsage)
  }

  private var description: [String] {
    [".Sh DESCRIPTION"] + Roff.blocks("\(command.words.summary)\n\n\(command.words.discussion)")
  }
}

extension CommandDescription {
  /// The name of its page: `sfmodels-auth-login`.
  var manualName: String { path.joined(separator: "-") }
}

extension OperandDescription {
  fileprivate var manualUsage: String {
    let words = name.words.map(Roff.argument).joined(separator: " ") + (isRepeatable ? " ..." : "")
    return isRequired ? ".Ar \(words)" : ".Op Ar \(words)"
  }
}
