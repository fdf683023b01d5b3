import CommandTree
import CompatibleServer

/// Makes a key for a client of `serve`.
struct KeyAdd: RunnableCommand {
  var name = ""
  var options = KeyOptions()
  var file = KeysFileOption()

  init() {}

  static var words: CommandMetadata {
    CommandMetadata(
      "add", "Make a key with a name, and print it once.",
      discussion: """
        The key is printed on standard output and kept nowhere: the file has its SHA-256 alone. Without options it may \
        do everything but see what others have used.
        """,
      examples: [
        Example(
          "sfmodels keys add alice --models gpt-4o-mini --rpm 60 --tokens-per-day 200000 --expires 30d",
          "A key for one model, with a rate and a budget."),
        Example("sfmodels keys add ops --admin", "A key that sees what all have used."),
      ])
  }

  static var syntax: Syntax<Self> {
    [
      .operand(\.name, "NAME", help: "What logs and figures call it: letters, digits, - _ . and @."),
      .group(\.options), .group(\.file),
    ]
  }

  func run(in context: Context) async throws {
    guard KeyName.isValid(name) else { throw KeysFailure.invalidName(name) }
    let fresh = FreshKey()
    var key = NamedKey(name: name, digest: fresh.digest, beginning: fresh.beginning)
    options.apply(to: &key, now: context.now())
    try await file.change(in: context) { keys throws(KeysFailure) in try keys.add(key) }
    try context.print(fresh)
  }
}

extension Context {
  /// Prints a key, this once.
  func print(_ key: FreshKey) throws {
    try output.line(key.text)
    Notes(errors, isQuiet: false).note("this is the key; it is not shown again")
  }
}

extension KeysFileOption {
  /// Changes the file while nobody else does.
  func change<Result>(
    in context: Context, _ change: (inout KeysFile) throws(KeysFailure) -> Result
  ) async throws -> Result {
    let path = try file.path(in: context)
    return try await SettingsChange.make(in: context) { _ in
      var keys = try KeysFile(path)
      let result = try change(&keys)
      try keys.write()
      return result
    }
  }

  /// The keys there are.
  ///
  /// - Throws: ``KeysFailure``, ``SettingsFailure/noHome``.
  func keys(in context: Context) throws -> KeysFile { try KeysFile(try file.path(in: context)) }
}
