import Authorization
import CommandTree
import FoundationEssentials
import Wire

/// Signs in to an org: asks for what is needed, tries it, keeps it.
struct AuthLogin: AccountCommand {
  var flow: LoginFlow?
  var clientID: String?
  var clientSecretFromInput = false
  var clientSecretCommand: String?
  var privateKey: String?
  var username: String?
  var passphraseCommand: String?
  var callbackPort = Port(1717)
  var noBrowser = false
  var accessTokenFromInput = false
  var apiKeyFromInput = false
  var apiKeyCommand: String?
  var account = AccountOptions()
  var network = NetworkOptions()

  init() {}

  var needsExistingProfile: Bool { false }

  static var words: CommandMetadata {
    CommandMetadata(
      "login", "Sign in to an org and keep the credentials.",
      discussion: """
        Asks for what is not given: the org's My Domain, the consumer key of an app, and what proves that it is you. \
        Fetches a token with them at once, explains a refusal and how to mend it, and keeps them only when it worked: \
        settings in `config.toml`, secrets in `credentials.toml`, which nobody else may read. A profile has one login: \
        the next one takes its place.

        On a terminal, where nothing is given, it asks first which way fits. An address is put right where it is certain \
        which org it means (a path, `*.lightning.force.com`, `*.my.salesforce-setup.com`), and refused where it is no \
        org's own.

        `--flow client-credentials`, the default, shows the app's consumer secret.

        `--flow web` lets a person sign in with the browser, at an app that needs no secret: its callback address is \
        `http://localhost:1717/OauthRedirect`, and where another port is wanted, both the app and `--callback-port` \
        name it. The address to open is printed, too; on a machine without a browser, open it elsewhere, and paste \
        the address that the browser is sent to. The refresh token that comes is kept among the credentials and gets \
        further tokens silently, until it is revoked or over.

        `--flow jwt-bearer` signs with the private key whose certificate the app has, for the user that `--username` \
        names. The profile remembers where the key is, and further tokens are signed for with it. A key file that \
        others can read is refused. The pass phrase of an encrypted key is asked for whenever it is needed, or printed \
        by `--passphrase-command`; it is never kept.

        `--access-token-stdin` keeps a token that was made elsewhere, and uses it until it is over.

        `--flow api-key` keeps a key of the LLM Gateway, which calls with `--api llmg` send in the place of a token.

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
        Example(
          "sfmodels auth login --domain acme.my.salesforce.com --client-id 3MVG9… --flow jwt-bearer --private-key key.pem --username ci@acme.example",
          "Sign in with a private key, where no secret may be kept."),
        Example(
          "sfmodels auth login --domain acme.my.salesforce.com --client-id 3MVG9… --flow web",
          "Sign in as yourself, with the browser."),
        Example("sfmodels auth login -p gateway --flow api-key", "Keep a key of the LLM Gateway."),
      ])
  }

  static var syntax: Syntax<Self> {
    [
      .option(
        \.flow, "flow", value: "FLOW", help: "How to prove who you are; client-credentials by default."),
      .option(
        \.clientID, "client-id", value: "KEY", environment: "SFMODELS_CLIENT_ID",
        help: "The app's consumer key."),
      .flag(
        \.clientSecretFromInput, "client-secret-stdin",
        help: "Read the app's consumer secret from standard input."),
      .option(
        \.clientSecretCommand, "client-secret-command", value: "COMMAND",
        help: "Run this command line whenever the secret is needed, and keep only the command."),
      .option(
        \.privateKey, "private-key", value: "FILE", completion: .file,
        help: "The RSA key in PEM that signs for --flow jwt-bearer."),
      .option(\.username, "username", value: "USER", help: "The user whom --flow jwt-bearer signs in."),
      .option(
        \.passphraseCommand, "passphrase-command", value: "COMMAND",
        help: "Run this command line whenever the private key's pass phrase is needed."),
      .option(
        \.callbackPort, "callback-port", value: "N",
        help: "The port of the app's callback address, for --flow web."),
      .flag(\.noBrowser, "no-browser", help: "Only print the address for --flow web, and open no browser."),
      .flag(
        \.accessTokenFromInput, "access-token-stdin",
        help: "Read an access token that was made elsewhere from standard input, and keep it."),
      .flag(
        \.apiKeyFromInput, "api-key-stdin", help: "Read the LLM Gateway's key from standard input."),
      .option(
        \.apiKeyCommand, "api-key-command", value: "COMMAND",
        help: "Run this command line whenever the LLM Gateway's key is needed, and keep only the command."),
      .group(\.account), .group(\.network),
    ]
  }

  func run(in context: Context) async throws {
    let files = try LoginFiles(profile: account.profile, in: context)
    let flow = try await chosenFlow(in: context)
    switch flow {
    case .accessToken: try await keepToken(files, context)
    case .apiKey: try await keepKey(files, context)
    case .clientCredentials, .jwtBearer, .web: try await signIn(flow, files, context)
    }
  }

  private func signIn(_ flow: LoginFlow, _ files: LoginFiles, _ context: Context) async throws {
    let notes = Notes(context.errors, isQuiet: network.quiet)
    var questions = try LoginQuestions(self, flow, in: context)
    let (login, answer) = try await accepted(&questions, context, notes)
    try await files.keep(LoginRecord(login, answer), in: context)
    let key = login.cacheKey(for: answer.token)
    context.cacheEntry(key, notes)?.cache.keep(answer.token, for: key)
    try context.output.line(
      prose: "Signed in to \(login.domain.url.myDomain) as profile '\(account.profile)'.")
  }

  /// Asks and tries until the org gives out a token, or nobody is there to mend what is wrong.
  private func accepted(
    _ questions: inout LoginQuestions, _ context: Context, _ notes: Notes
  ) async throws -> (Login, TokenAnswer) {
    while true {
      let login = try await questions.login()
      do {
        return (login, try await firstAnswer(to: login, context, notes))
      } catch {
        guard try await questions.canMend(error) else { throw error }
      }
    }
  }

  private func firstAnswer(
    to login: Login, _ context: Context, _ notes: Notes
  ) async throws -> TokenAnswer {
    let answer = try await answer(to: login, context, notes)
    context.redaction.remember(answer.token.text)
    answer.refreshToken.map(context.redaction.remember)
    let scopes = answer.token.scope?.split(separator: " ") ?? []
    if !scopes.isEmpty, !scopes.contains("sfap_api") {
      notes.warn(
        "the token lacks the scope sfap_api, without which the API will refuse it; add 'Access the Salesforce API Platform (sfap_api)' to the app's OAuth scopes"
      )
    }
    return answer
  }

  private func answer(to login: Login, _ context: Context, _ notes: Notes) async throws -> TokenAnswer {
    let (domain, id) = (login.domain.url.myDomain, login.clientID)
    let service = try context.network(for: network, notes)
    let retrying = context.retrying(network, notes)
    func token(_ credential: Credential) async throws -> TokenAnswer {
      TokenAnswer(token: try await credential.source(over: service, retrying, in: context).token())
    }
    switch login.proof {
    case .secret(let secret): return try await token(.client(domain: domain, id: id, secret))
    case .key(let key): return try await token(.signed(domain: domain, id: id, key))
    case .browser(let secret):
      let endpoint = TokenEndpoint(domain: domain, service: service, retrying: retrying, now: context.now)
      let browser = BrowserLogin(
        to: domain, clientID: id, port: callbackPort.number, opensBrowser: !noBrowser, in: context)
      let answer = try await browser.answer(from: endpoint, secret: try await secret?.text(in: context))
      if answer.refreshToken == nil {
        notes.warn(
          "the org gave no refresh token, so that you will have to sign in again at \(answer.token.expiry.words); add the scope refresh_token to the app"
        )
      }
      return answer
    }
  }
}
