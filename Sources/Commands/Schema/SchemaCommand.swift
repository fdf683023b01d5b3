import CommandTree
import Wire

/// Prints the JSON Schema that a short form stands for.
struct SchemaCommand: RunnableCommand {
  var form = ""

  init() {}

  static var words: CommandMetadata {
    CommandMetadata(
      "schema", "Print a JSON Schema from its short form.",
      discussion: """
        The short form names the members of an object, separated by commas, or by lines where there are several: \
        `NAME`, `NAME TYPE`, and a description behind a colon. The types are `int`, `float`, `bool`, `str` (or \
        `string`, which is meant where none is named), and `[TYPE]` for a list of them. All members are required.

        `generate --schema` takes the short form as it is; what is printed here can be kept in a file and extended.
        """,
      examples: [
        Example("sfmodels schema 'name, age int, tags [string]: labels'", "See what it stands for."),
        Example("sfmodels schema 'name, age int' >person.json", "Keep it in a file."),
      ])
  }

  static var syntax: Syntax<Self> {
    [.operand(\.form, "DSL", help: "The short form: 'name, age int, tags [string]: labels'.")]
  }

  func run(in context: Context) async throws {
    try context.output.line(JSONValue.object(try SchemaShortForm(form).schema).indented)
  }
}
