import Authorization
import CommandTree

/// Prints an access token for another program.
struct AuthToken: AccountCommand {
  var minimumLifetime = Duration.zero
  var account = AccountOptions()
  var network = NetworkOptions()

  init() {}

  static var words: CommandMetadata {
    CommandMetadata(
      "token", "Print an access token.",
      discussion: """
        Prints the token and a newline, from the cache where it lives long enough, else a new one. For programs that \
        ask a helper for their API key.
        """,
      examples: [
        Example(
          "curl -H \"Authorization: Bearer $(sfmodels auth token)\" https://acme.my.salesforce.com/services/oauth2/userinfo",
          "Use the org's API with curl."),
        Example("sfmodels auth token --min-lifetime 5m", "A token that lives five minutes at least."),
      ])
  }

  static var syntax: Syntax<Self> {
    [
      .option(
        \.minimumLifetime, "min-lifetime", value: "DURATION", help: "How long the token must live at least."),
      .group(\.account), .group(\.network),
    ]
  }

  func run(in context: Context) async throws {
    let notes = Notes(context.errors, isQuiet: network.quiet)
    let provider = TokenProvider(
      for: try Credential(account, in: context), in: context, over: try context.network(for: network, notes),
      network, notes)
    let seconds = Double(minimumLifetime.components.seconds)
    let token = try await provider.token(livingFor: seconds)
    if !token.isAlive(at: context.now(), for: seconds) {
      notes.warn("the org gives out no token that lives so long; this one ends \(token.expiry.words)")
    }
    try context.output.line(token.text)
  }
}
