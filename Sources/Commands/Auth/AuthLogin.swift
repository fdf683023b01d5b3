import Authorization
import CommandTree
import FoundationEssentials
import Wire

/// Signs in to an org: asks for what is needed, tries it, keeps it.
struct AuthLogin: AccountCommand {
  enum Flow: String, Value, CaseIterable, Sendable { case clientCredentials = "client-credentials" }

  var flow = Flow.clientCredentials
  var clientID: String?
  var clientSecretFromInput = false
  var clientSecretCommand: String?
  var account = AccountOptions()
  var network = NetworkOptions()

  init() {}

  var needsExistingProfile: Bool { false }

  static var words: CommandMetadata {
    CommandMetadata(
      "login", "Sign in to an org and keep the credentials.",
      discussion: """
        Asks for what is not given: the org's My Domain, the consumer key and the consumer secret of an app. Fetches a \
        token with them at once, explains a refusal and how to mend it, and keeps them only when it worked: settings \
        in `config.toml`, the secret in `credentials.toml`, which nobody else may read.

        A secret is never taken from the command line, where every user of the machine could see it. A command for it \
        is not run where others can write the settings file or its folder.
        """,
      examples: [
        Example("sfmodels auth login --domain acme.my.salesforce.com", "Sign in, asked for the rest."),
        Example(
          "sfmodels auth login --domain acme.my.salesforce.com --client-id 3MVG9… --client-secret-command 'pass show sf'",
          "Keep the secret in a password manager."),
        Example(
          "sfmodels auth login -p prod --domain acme.my.salesforce.com --client-id 3MVG9… --client-secret-stdin <secret",
          "Sign in from a script, under another profile's name."),
      ])
  }

  static var syntax: Syntax<Self> {
    [
      .option(\.flow, "flow", value: "FLOW", help: "How to prove who you are."),
      .option(
        \.clientID, "client-id", value: "KEY", environment: "SFMODELS_CLIENT_ID",
        help: "The app's consumer key."),
      .flag(
        \.clientSecretFromInput, "client-secret-stdin",
        help: "Read the app's consumer secret from standard input."),
      .option(
        \.clientSecretCommand, "client-secret-command", value: "COMMAND",
        help: "Run this command line whenever the secret is needed, and keep only the command."),
      .group(\.account), .group(\.network),
    ]
  }

  func run(in context: Context) async throws {
    let files = try LoginFiles(profile: account.profile, in: context)
    let notes = Notes(context.errors, isQuiet: network.quiet)
    var questions = try LoginQuestions(self, in: context)
    let (login, token) = try await accepted(&questions, context, notes)
    try await files.keep(login, in: context)
    context.cacheEntry(login.key, notes)?.cache.keep(token, for: login.key)
    try context.output.line("Signed in to \(login.domain.url.myDomain) as profile '\(account.profile)'.")
  }

  /// Asks and tries until the org gives out a token, or nobody is there to mend what is wrong.
  private func accepted(
    _ questions: inout LoginQuestions, _ context: Context, _ notes: Notes
  ) async throws -> (Login, AccessToken) {
    while true {
      let login = try await questions.login()
      if case .text(let secret) = login.secret { context.redaction.remember(secret) }
      if login.domain.url != login.domain.url.myDomain {
        notes.note("using \(login.domain.url.myDomain), the org's My Domain")
      }
      do {
        return (login, try await firstToken(login, context, notes))
      } catch {
        guard try await questions.canMend(error) else { throw error }
      }
    }
  }

  private func firstToken(_ login: Login, _ context: Context, _ notes: Notes) async throws -> AccessToken {
    let credential = Credential.client(domain: login.domain.url.myDomain, id: login.clientID, login.secret)
    let service = try context.network(for: network, notes)
    let token = try await credential.source(over: service, context.retrying(network, notes), in: context)
      .token()
    context.redaction.remember(token.text)
    let scopes = token.scope?.split(separator: " ") ?? []
    if !scopes.isEmpty, !scopes.contains("sfap_api") {
      notes.warn(
        "the token lacks the scope sfap_api, without which the API will refuse it; add 'Access the Salesforce API Platform (sfap_api)' to the app's OAuth scopes"
      )
    }
    return token
  }
}

/// All that one needs to sign in.
struct Login: Sendable {
  var domain: URLArgument
  var clientID: String
  var secret: Profile.Secret

  var key: TokenCache.Key {
    TokenCache.Key(domain: domain.url.myDomain.description, clientID: clientID)
  }
}
