import CommandTree
import CompatibleServer

/// Changes what a key may do.
struct KeySet: RunnableCommand {
  var name = ""
  var options = KeyOptions()
  var file = KeysFileOption()

  init() {}

  static var words: CommandMetadata {
    CommandMetadata(
      "set", "Change what a key may do.",
      discussion: """
        What is not named stays as it is; `none`, `all` and `never` take a limit away. Servers that are running obey \
        within a second, and what was used counts on.
        """,
      examples: [
        Example("sfmodels keys set alice --rpm 120 --tokens-per-day none", "A higher rate, and no budget."),
        Example("sfmodels keys set alice --expires never", "It does not end any more."),
      ])
  }

  static var syntax: Syntax<Self> {
    [
      .operand(\.name, "NAME", completion: .words("keys"), help: "The key's name."), .group(\.options),
      .group(\.file),
    ]
  }

  func run(in context: Context) async throws {
    guard !options.isEmpty else { throw KeysFailure.noChange(name) }
    let now = context.now()
    try await file.change(in: context) { keys throws(KeysFailure) in
      try keys.change(name) { options.apply(to: &$0, now: now) }
    }
  }
}
