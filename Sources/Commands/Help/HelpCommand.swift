import CommandTree
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
        help, manual pages and completion scripts are made from.

        Some words are pages about the program as a whole: `help quickstart` leads from nothing to the first answers, \
        `help errors` names every failure and its cure, `help exit-status` and `help environment` what scripts rely on. \
        They are manual pages of section 7 too: `man sfmodels-errors`.
        """,
      examples: [
        Example("sfmodels help auth login", "Explain one command."),
        Example("sfmodels help errors", "Every failure and its cure."),
        Example("sfmodels help --json", "Everything, for programs."),
        Example("sfmodels help --mdoc generate | man -l -", "Read a manual page that is not installed."),
      ])
  }

  static var syntax: Syntax<Self> {
    [
      .operand(
        \.topic, "COMMAND", completion: .words("commands"),
        help: "The command's name, a page's, or nothing for all."),
      .flag(\.json, "json", help: "Print the command and those below it as one object."),
      .flag(\.manual, "mdoc", help: "Print the manual page's source."),
    ]
  }

  func run(in context: Context) async throws {
    guard !json || !manual else { throw CommandFailure.conflictingOptions(["--json", "--mdoc"]) }
    let tree = CommandTree.sfmodels
    if let topic = tree.topic(topic) { return try show(topic, of: tree, in: context) }
    let path = try tree.path(to: topic)
    guard json || manual else {
      return try context.output.write(tree.help(for: path, width: context.width))
    }
    let command = tree.description().descendant(path)
    if json { return try context.output.line(JSONValue.object(command.json).text) }
    try context.output.write(tree.manualPage(of: command, date: Program.date))
  }
}

extension HelpCommand {
  private func show(_ topic: HelpTopic, of tree: CommandTree, in context: Context) throws {
    if json { return try context.output.line(JSONValue.object(topic.json).text) }
    try context.output.write(
      manual ? tree.manualPage(of: topic, date: Program.date) : topic.text(width: context.width))
  }
}

extension CommandDescription {
  /// The command at a path below this one.
  fileprivate func descendant(_ path: [String]) -> CommandDescription {
    path.reduce(self) { command, name in command.children.first { $0.name == name } ?? command }
  }
}
