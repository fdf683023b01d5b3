import CommandTree
import Terminal
import Wire

/// Explains a command, for people or as data.
struct HelpCommand: RunnableCommand {
  var topic: [String] = []
  var json = false
  var manual = false

  init() {}

  static var words: CommandMetadata {
    CommandMetadata(
      "help", "Explain a command.",
      discussion: """
        Prints what `--help` prints. `--json` prints the command, with all commands below it, as one object: what \
        help, manual pages and completion scripts are made from. `help exit-status` explains the exit statuses.
        """,
      examples: [
        Example("sfmodels help auth login", "Explain one command."),
        Example("sfmodels help --json", "Everything, for programs."),
        Example("sfmodels help --mdoc generate | man -l -", "Read a manual page that is not installed."),
      ])
  }

  static var syntax: Syntax<Self> {
    [
      .operand(
        \.topic, "COMMAND", completion: .words("commands"), help: "The command's name, or nothing for all."),
      .flag(\.json, "json", help: "Print the command and those below it as one object."),
      .flag(\.manual, "mdoc", help: "Print the manual page's source."),
    ]
  }

  func run(in context: Context) async throws {
    guard !json || !manual else { throw CommandFailure.conflictingOptions(["--json", "--mdoc"]) }
    if topic == [Self.exitStatus], !json, !manual { return try showExitStatus(in: context) }
    let tree = CommandTree.sfmodels
    let path = try tree.path(to: topic)
    if json {
      return try context.output.line(JSONValue.object(tree.description().descendant(path).json).text)
    }
    guard manual else { return try context.output.write(tree.help(for: path, width: context.width)) }
    let name = (["sfmodels"] + path).joined(separator: "-") + ".1"
    for page in tree.manualPages(date: Program.date) where page.name == name {
      try context.output.write(page.text)
    }
  }
}

extension HelpCommand {
  private static let exitStatus = "exit-status"

  private func showExitStatus(in context: Context) throws {
    let column = 2 + (ExitStatus.facts.map(\.name.count).max() ?? 0)
    for fact in ExitStatus.facts {
      let name = TextWidth.padded(fact.name, to: column)
      try context.output.line(prose: name + fact.meaning, continuedAt: column)
    }
  }
}

extension CommandDescription {
  /// The command at a path below this one.
  fileprivate func descendant(_ path: [String]) -> CommandDescription {
    path.reduce(self) { command, name in command.children.first { $0.name == name } ?? command }
  }
}
