import CommandTree
import CompatibleServer
import FoundationEssentials
import Wire

/// Lists the keys there are.
struct KeyList: RunnableCommand {
  var json = false
  var file = KeysFileOption()

  init() {}

  static var words: CommandMetadata {
    CommandMetadata(
      "list", "List the keys, and what they may do.",
      discussion: """
        A terminal shows a table, with requests and tokens a minute as RPM and TPM, tokens a day as TPD; elsewhere each key is a line of its name, its first characters, its models, requests a \
        minute, tokens a minute, tokens a day, requests under way, and when it ends, separated by tabs; `-` is no limit. \
        `--json` prints an array of objects.
        """,
      examples: [Example("sfmodels keys list", "The keys of this machine.")])
  }

  static var syntax: Syntax<Self> {
    [.flag(\.json, "json", help: "Print an array of objects."), .group(\.file)]
  }

  func run(in context: Context) async throws {
    let keys = try file.keys(in: context).keys
    guard !json else {
      return try context.output.line(JSONValue.array(keys.map { .object($0.description) }).text)
    }
    guard context.output.isTerminal else {
      for key in keys { try context.output.line(key.row.joined(separator: "\t")) }
      return
    }
    if keys.isEmpty {
      return Notes(context.errors, isQuiet: false).note("there are none: 'sfmodels keys add NAME' makes one")
    }
    for line in KeyListTable(keys, width: context.width).lines { try context.output.line(line) }
  }
}

/// Shows one key.
struct KeyShow: RunnableCommand {
  var name = ""
  var json = false
  var file = KeysFileOption()

  init() {}

  static var words: CommandMetadata {
    CommandMetadata(
      "show", "Show what a key may do.",
      discussion: "The key itself is not shown: nobody has it but its user.",
      examples: [Example("sfmodels keys show alice --json", "One key, for a program.")])
  }

  static var syntax: Syntax<Self> {
    [
      .operand(\.name, "NAME", completion: .words("keys"), help: "The key's name."),
      .flag(\.json, "json", help: "Print an object."), .group(\.file),
    ]
  }

  func run(in context: Context) async throws {
    let key = try file.keys(in: context).key(named: name)
    guard !json else { return try context.output.line(JSONValue.object(key.description).text) }
    for (name, value) in zip(NamedKey.titles, key.row) { try context.output.line("\(name): \(value)") }
    if key.isAdmin { try context.output.line("admin: true") }
    if let previous = key.previous {
      try context.output.line("the key before it: until \(previous.end.formatted(.iso8601))")
    }
  }
}
