import CommandTree
import CompatibleServer

/// Puts another key in a key's place.
struct KeyRotate: RunnableCommand {
  var name = ""
  var grace = AgeArgument.day
  var file = KeysFileOption()

  init() {}

  static var words: CommandMetadata {
    CommandMetadata(
      "rotate", "Make a new key under the same name, and print it once.",
      discussion:
        "Name, limits and what was used stay. The key before it counts for a time still, so that clients can be told.",
      examples: [
        Example("sfmodels keys rotate alice --grace 1h", "The old key ends in an hour."),
        Example("sfmodels keys rotate alice --grace 0s", "The old key ends now."),
      ])
  }

  static var syntax: Syntax<Self> {
    [
      .operand(\.name, "NAME", completion: .words("keys"), help: "The key's name."),
      .option(
        \.grace, "grace", value: "TIME", help: "For how long the key before it counts, such as 24h or 7d."),
      .group(\.file),
    ]
  }

  func run(in context: Context) async throws {
    let fresh = FreshKey()
    let end = grace.after(context.now())
    try await file.change(in: context) { keys throws(KeysFailure) in
      try keys.change(name) { key in
        key.previous = grace.seconds > 0 ? NamedKey.Previous(digest: key.digest, end: end) : nil
        (key.digest, key.beginning) = (fresh.digest, fresh.beginning)
      }
    }
    try context.print(fresh)
  }
}
