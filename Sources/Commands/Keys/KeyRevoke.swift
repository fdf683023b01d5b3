import CommandTree

/// Takes a key away.
struct KeyRevoke: RunnableCommand {
  var name = ""
  var file = KeysFileOption()

  init() {}

  static var words: CommandMetadata {
    CommandMetadata(
      "revoke", "Take a key away.",
      discussion:
        "Servers that are running refuse it within a second; answers under way are finished. What it has used stays.",
      examples: [Example("sfmodels keys revoke alice", "The key counts no more.")])
  }

  static var syntax: Syntax<Self> {
    [.operand(\.name, "NAME", completion: .words("keys"), help: "The key's name."), .group(\.file)]
  }

  func run(in context: Context) async throws {
    try await file.change(in: context) { keys throws(KeysFailure) in try keys.remove(name) }
  }
}
