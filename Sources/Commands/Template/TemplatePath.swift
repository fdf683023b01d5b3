import CommandTree

/// Prints where prompts are kept.
struct TemplatePath: RunnableCommand {
  var template: String?

  init() {}

  static var words: CommandMetadata {
    CommandMetadata(
      "path", "Print where prompts are kept: the folder, or the file of one.",
      discussion: "Neither need exist.",
      examples: [Example("cp commit.md \"$(sfmodels template path)\"/", "Keep a prompt that came as a file.")]
    )
  }

  static var syntax: Syntax<Self> {
    [.operand(\.template, "NAME", completion: .words("templates"), help: "Of which template.")]
  }

  func run(in context: Context) async throws {
    let folder = TemplateFolder(context)
    guard let template else {
      guard let path = folder.path else { throw SettingsFailure.noHome }
      return try context.output.line(path)
    }
    try context.output.line(folder.place(of: template))
  }
}
