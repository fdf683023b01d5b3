import CommandTree
import FileSystem
import Glibc

/// Opens a prompt that is kept in the person's editor, or a new one.
struct TemplateEdit: RunnableCommand {
  var template = ""

  init() {}

  static var words: CommandMetadata {
    CommandMetadata(
      "edit", "Edit a prompt that is kept, or make one.",
      discussion: """
        Opens the file in `$VISUAL` or `$EDITOR`. A new one begins with a head and `{{input}}`, and is there only when \
        something was changed. What is wrong with it afterwards is said, and the file stays as it was written.
        """,
      examples: [
        Example("sfmodels template edit commit", "Write the template that 'generate -t commit' uses.")
      ])
  }

  static var syntax: Syntax<Self> {
    [.operand(\.template, "NAME", completion: .words("templates"), help: "Its name, or a path.")]
  }

  func run(in context: Context) async throws {
    let folder = TemplateFolder(context)
    let path = try template.contains("/") ? template : folder.place(of: template)
    let isNew = FileFacts(of: path) == nil
    if isNew { try begin(path, in: folder) }
    try await TextEditor(context).edit(path)
    if isNew, try Input.file(path, upTo: .prompt) == Array(Self.beginning.utf8) {
      unlink(path)
      return Notes(context.errors, isQuiet: false).note("nothing was written, nothing is kept")
    }
    _ = try TemplateFile(path)
  }

  private func begin(_ path: String, in folder: TemplateFolder) throws {
    if !template.contains("/"), let folder = folder.path { try PrivateFile.makeFolder(folder) }
    try PrivateFile(path).replace(with: Array(Self.beginning.utf8), isDurable: false)
  }

  private static let beginning = """
    +++
    description = ""
    # model = "gpt-4o-mini"
    # system = "Answer in one sentence."
    # variables = { tone = "friendly" }
    +++

    {{input}}

    """
}
