import CommandTree
import Wire

/// Writes the app that an org needs as files, so that nobody has to click through its pages.
struct AuthApp: RunnableCommand {
  var directory = ""
  var flow = ExternalClientApp.Flow.web
  var name = AppName.usual
  var label: TextLine?
  var contactEmail: MailAddress?
  var runAs: TextLine?
  var callbackPort = Port(1717)
  var apiVersion = MetadataVersion.usual
  var profile = ProfileOption()

  init() {}

  static var words: CommandMetadata {
    CommandMetadata(
      "app", "Write the org's External Client App as deployable files.",
      discussion: """
        The app is what an org knows this program by. It is written as a project for Salesforce's own command-line \
        program, `sf`: scopes, JSON Web Tokens for named users, policies and a permission set. What must still be done \
        is said at the end.

        `web` is for people, who sign in with a browser; nobody needs a secret. `jwt-bearer` is for programs: it also \
        makes a private key, which only its owner may read and which stays outside the project, and puts a certificate \
        for it into the app. `client-credentials` is for programs that keep the app's secret.

        The profile remembers the consumer key and where the private key is; the same command with another directory \
        uses them again.
        """,
      examples: [
        Example("sfmodels auth app sf-app --contact-email admin@example.com", "For people with a browser."),
        Example(
          "sfmodels auth app ci-app -p ci --flow jwt-bearer --contact-email admin@example.com",
          "For a CI job, with a key."),
      ])
  }

  static var syntax: Syntax<Self> {
    [
      .operand(
        \.directory, "DIR", completion: .directory, help: "Where the files go: a folder that is new or empty."
      ),
      .option(\.flow, "flow", value: "FLOW", help: "How people or programs will sign in."),
      .option(\.name, "name", value: "NAME", help: "The app's name in files and commands."),
      .option(\.label, "label", value: "TEXT", help: "The name that people see; else the same."),
      .option(
        \.contactEmail, "contact-email", value: "ADDRESS",
        help: "Whom the org should write to about the app; asked for on a terminal."),
      .option(
        \.runAs, "run-as", value: "USER",
        help: "The user's name for whom client credentials count; else an administrator chooses one."),
      .option(
        \.callbackPort, "callback-port", value: "N",
        help: "The port of this machine that 'auth login --flow web' will listen on."),
      .option(
        \.apiVersion, "api-version", value: "VERSION", help: "Of the Metadata API that the files are for."),
      .group(\.profile),
    ]
  }

  func run(in context: Context) async throws {
    guard runAs == nil || flow == .clientCredentials else {
      throw CommandFailure.conflictingOptions(["--run-as", "--flow \(flow.rawValue)"])
    }
    guard callbackPort.number > 0 else {
      throw CommandFailure.unusableOption(
        "--callback-port", reason: "an address that is known before has a port")
    }
    try SourceProject.check(directory)
    let contact = try await contact(in: context)
    let login = try await AppLogin.remembered(of: profile.profile, app: name, flow, in: context)
    let app = ExternalClientApp(
      name: name.argument, label: label?.argument ?? name.argument, contactEmail: contact.argument,
      flow: flow,
      consumerKey: login.consumerKey, callback: "http://localhost:\(callbackPort.number)/OauthRedirect",
      certificate: try login.certificate(for: name.argument), runAs: runAs?.argument)
    try SourceProject(components: app.components, apiVersion: apiVersion.argument).write(to: directory)
    let profile = profile.profile == "default" ? nil : profile.profile
    try say(
      AppInstructions(app: app, directory: directory, keyPath: login.keyPath, profile: profile),
      on: context.output)
  }

  private func say(_ instructions: AppInstructions, on output: Output) throws {
    try output.line(prose: instructions.introduction)
    // A command is copied as it stands.
    for command in instructions.commands { try output.line("  \(command)") }
    try output.line(prose: "What must be done by hand:")
    for sentence in instructions.byHand { try output.line(prose: "- \(sentence)") }
  }

  private func contact(in context: Context) async throws -> MailAddress {
    if let contactEmail { return contactEmail }
    while true {
      switch try await context.ask(Question("Contact address of the app (mail): ")) {
      case .line(let text):
        do throws(ValueProblem) {
          return try MailAddress(argument: text)
        } catch {
          try context.errors.line(prose: "'\(text)' \(error.reason).")
        }
      case .interrupted, .end: throw CommandFailure.interrupted
      case .noTerminal: throw CommandFailure.noTerminal(needed: ["--contact-email"])
      }
    }
  }
}
