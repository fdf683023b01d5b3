import CommandTree

/// Prints a prompt that is kept, as its file has it.
struct TemplateShow: RunnableCommand {
  var template = ""

  init() {}

  static var words: CommandMetadata {
    CommandMetadata(
      "show", "Print a prompt that is kept, its head too.",
      discussion:
        "What comes out of it, with its variables filled in, is shown by `generate -t NAME --dry-run`.",
      examples: [Example("sfmodels template show commit", "What the template says.")])
  }

  static var syntax: Syntax<Self> {
    [.operand(\.template, "NAME", completion: .words("templates"), help: "Its name, or a path.")]
  }

  func run(in context: Context) async throws {
    let path = try TemplateFolder(context).location(of: template)
    try context.output.write(Input.file(path, upTo: .prompt))
  }
}
