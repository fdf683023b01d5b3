import CommandTree
import Terminal
import Wire

/// Lists the prompts that are kept.
struct TemplateList: RunnableCommand {
  var json = false

  init() {}

  static var words: CommandMetadata {
    CommandMetadata(
      "list", "List the prompts that are kept.",
      discussion: """
        A terminal shows a table; elsewhere each template is a line of its name, its description and its variables, \
        separated by tabs. `--json` prints an array of objects with `name`, `description`, `variables` and `path`. \
        What is wrong with a file is said on standard error, and the others are listed.
        """,
      examples: [Example("sfmodels template list", "The templates of this machine.")])
  }

  static var syntax: Syntax<Self> { [.flag(\.json, "json", help: "Print an array of objects.")] }

  func run(in context: Context) async throws {
    let folder = TemplateFolder(context)
    let notes = Notes(context.errors, isQuiet: false)
    var files: [(name: String, file: TemplateFile)] = []
    for name in folder.names {
      do {
        files.append((name, try folder.file(named: name)))
      } catch {
        notes.warn(FailureReport(error, hiding: context.redaction).message)
      }
    }
    guard !json else {
      let objects = files.map { JSONValue.object($0.file.description(named: $0.name)) }
      return try context.output.line(JSONValue.array(objects).text)
    }
    let rows = files.map {
      [$0.name, $0.file.head.description ?? "", $0.file.variables.joined(separator: ", ")]
    }
    guard context.output.isTerminal else {
      for row in rows { try context.output.line(row.map(Self.field).joined(separator: "\t")) }
      return
    }
    if rows.isEmpty { return notes.note("there are none yet: 'sfmodels template edit NAME' makes one") }
    for line in TextTable([["NAME", "DESCRIPTION", "VARIABLES"]] + rows.map { $0.map(Self.field) }).lines {
      try context.output.line(line)
    }
  }

  private static func field(_ text: String) -> String { text.isEmpty ? "-" : ModelRow.field(text) }
}

extension TemplateFile {
  fileprivate func description(named name: String) -> JSONObject {
    [
      "name": .string(name), "description": head.description.map { .string($0) } ?? .null,
      "variables": .array(variables.map { .string($0) }), "path": .string(path),
    ]
  }
}
