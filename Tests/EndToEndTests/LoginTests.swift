import Glibc
import Testing

/// Signing in and out, without and with a terminal.
@Suite struct LoginTests {
  @Test func aSecretFromStandardInputIsKept() async throws {
    let org = try Org([Documents.generations: [Documents.generation]])
    let login = try await Self.login(org, ["--client-secret-stdin"], input: .text("\(Documents.secret)\n"))
    expect(login, is: Told(0, "Signed in to \(org.server.address) as profile 'default'.\n", ""))
    #expect(org.server.requests.map(\.body) == [Self.tokenRequest])
    #expect(
      try org.home.read(org.home.credentials)
        == "[profile.default]\nclient-secret = \"\(Documents.secret)\"\n")
    #expect(Home.permissions(of: org.home.credentials) == "600")
    #expect(
      try org.home.read(org.home.settings) == """
        [profile.default]
        domain = "\(org.server.address)"
        client-id = "3MVG9.key"

        """)
    let outcome = try await Self.run(org, ["generate", "hello", "--base-url", org.server.address])
    expect(outcome, is: Told(0, "Once upon a time.\n", ""))
    #expect(org.server.requests(to: Documents.token).count == 1)
  }

  @Test func aCommandIsRunWheneverTheSecretIsNeeded() async throws {
    let org = try Org([Documents.generations: [Documents.generation]])
    let file = try org.home.write("\(Documents.secret)\nmore\n", to: "vault")
    let login = try await Self.login(org, ["--client-secret-command", "cat '\(file)'"])
    #expect(login.exit == 0)
    #expect(try org.home.files().contains(".config/sfmodels/credentials.toml") == false)
    unlink(try org.home.tokenFile())
    #expect(try await Self.run(org, ["generate", "hello", "--base-url", org.server.address]).exit == 0)
    #expect(org.server.requests(to: Documents.token).map(\.body) == [Self.tokenRequest, Self.tokenRequest])
  }

  @Test(arguments: [("exit 5", "failed"), ("true", "no output"), ("no-such-command-here", "failed")])
  func aCommandThatPrintsNoSecretIsNamed(_ command: String, _ said: String) async throws {
    let org = try Org()
    let outcome = try await Self.login(org, ["--client-secret-command", command])
    #expect(outcome.exit == 3)
    #expect(
      outcome.errors.contains("the command that should print the client secret failed"), "\(outcome.errors)")
    #expect(try org.home.files() == [])
  }

  @Test func whenTheOrgRefusesNothingIsKept() async throws {
    let refusal = Turn.answer(
      400, #"{"error":"invalid_client","error_description":"invalid client credentials"}"#)
    let org = try Org([Documents.token: [refusal]])
    let outcome = try await Self.login(org, ["--client-secret-stdin"], input: .text("not-the-one"))
    #expect(outcome.exit == 3)
    #expect(outcome.output == "")
    #expect(outcome.errors.contains("the consumer secret is wrong"))
    #expect(try org.home.files() == [])
  }

  @Test func withoutASecretNobodyIsSignedIn() async throws {
    let org = try Org()
    let outcome = try await Self.login(org, ["--client-secret-stdin"], input: .text("\n"))
    #expect(outcome.exit == 2)
    #expect(org.server.requests.count == 0)
  }

  @Test func aPersonIsAskedForWhatIsMissing() async throws {
    let org = try Org()
    let home = org.home
    let address = org.server.address
    let (screen, ending) = try await onThread {
      let terminal = try Terminal(["auth", "login"], environment: ["HOME": home.path, "TERM": "xterm"])
      try terminal.awaits("Do you have an app")
      try terminal.awaits("Which way (1 to 5): ")
      terminal.type("perhaps\r")
      try terminal.awaits("Which way (1 to 5): ")
      terminal.type("2\r")
      try terminal.awaits("My Domain: ")
      terminal.type("\(address)\r")
      try terminal.awaits("Consumer key")
      terminal.type("3MVG9.key\r")
      try terminal.awaits("Consumer secret")
      // Only what is typed once the echo is off is hidden: so does every prompt of this kind.
      try terminal.awaitsNoEcho()
      terminal.type("\(Documents.secret)\r")
      try terminal.awaits("Signed in to \(address)")
      return try terminal.finish()
    }
    #expect(ending == .exit(0))
    #expect(!screen.contains(Documents.secret), "\(screen)")
    #expect(screen.contains("3MVG9.key"))
    #expect(org.server.requests.map(\.body) == [Self.tokenRequest])
    #expect(Home.permissions(of: home.credentials) == "600")
  }

  @Test func controlCAtTheQuestionEndsIt() async throws {
    let home = try Home()
    let (_, ending) = try await onThread {
      let terminal = try Terminal(["auth", "login"], environment: ["HOME": home.path, "TERM": "xterm"])
      try terminal.awaits("Which way (1 to 5): ")
      terminal.type("client-credentials\r")
      try terminal.awaits("My Domain: ")
      terminal.type("\u{3}")
      return try terminal.finish()
    }
    #expect(ending == .exit(130))
    #expect(try home.files() == [])
  }

  @Test func statusTellsWhereEachValueComesFrom() async throws {
    let org = try Org()
    #expect(try await Self.login(org, ["--client-secret-stdin"], input: .text(Documents.secret)).exit == 0)
    let status = try await Self.run(org, ["auth", "status"])
    #expect(status.exit == 0)
    for words in [
      "default: ready\n", "  domain: \(org.server.address) (from \(org.home.settings))\n",
      "  client id: 3MVG9.key (from \(org.home.settings))\n",
      "  secret: *** (from \(org.home.credentials))\n",
      "  scopes: sfap_api api\n", "token expires",
    ] {
      #expect(status.output.contains(words), "\(status.output)")
    }
    let other = try await Alone().run("auth", "status")
    #expect(other.exit == 3)
    #expect(other.output == "default: not signed in\n")
  }

  @Test func signingOutRevokesAndForgets() async throws {
    let org = try Org([Documents.revoke: [.raw("HTTP/1.1 200 OK\nContent-Length: 0\n\n")]])
    #expect(try await Self.login(org, ["--client-secret-stdin"], input: .text(Documents.secret)).exit == 0)
    let token = try org.keptToken()
    expect(
      try await Self.run(org, ["auth", "logout"]), is: Told(0, "Signed out of profile 'default'.\n", ""))
    #expect(org.server.requests.last?.address == Documents.revoke)
    #expect(org.server.requests.last?.body == "token=\(token)")
    for file in try org.home.files() {
      let text = try org.home.read("\(org.home.path)/\(file)")
      #expect(!text.contains(token) && !text.contains(Documents.secret) && !text.contains("3MVG9"), "\(file)")
    }
    #expect(try await Self.run(org, ["auth", "token"]).exit == 3)
  }

  @Test func aTokenThatCannotBeRevokedIsForgottenAllTheSame() async throws {
    let org = try Org([Documents.revoke: [.answer(400, #"{"error":"unsupported_token_type"}"#)]])
    #expect(try await Self.login(org, ["--client-secret-stdin"], input: .text(Documents.secret)).exit == 0)
    let outcome = try await Self.run(org, ["auth", "logout"])
    #expect(outcome.exit == 0)
    #expect(outcome.errors.contains("could not be revoked"), "\(outcome.errors)")
    #expect(try await Self.run(org, ["auth", "token"]).exit == 3)
  }

  @Test func aTokenLivesAsLongAsIsWanted() async throws {
    let org = try Org([
      Documents.token: [
        Documents.tokenAnswer(Documents.webToken(livingFor: 7200)),
        Documents.tokenAnswer(Documents.webToken(subject: "b")),
      ]
    ])
    let first = try await org.run("auth", "token").output
    #expect(try await org.run("auth", "token", "--min-lifetime", "10m").output == first)
    let second = try await org.run("auth", "token", "--min-lifetime", "3h")
    #expect(second.output != first)
    #expect(second.output == (try org.keptToken()) + "\n")
  }

  private static let tokenRequest =
    "grant_type=client_credentials&client_id=3MVG9.key&client_secret=\(Documents.secret)"

  private static func login(
    _ org: Org, _ words: [String], input: Call.Input = .nothing
  ) async throws -> Outcome {
    try await run(
      org, ["auth", "login", "--domain", org.server.address, "--client-id", "3MVG9.key"] + words, input: input
    )
  }

  /// Without anything in the environment but the home.
  private static func run(_ org: Org, _ words: [String], input: Call.Input = .nothing) async throws -> Outcome
  {
    var call = Call(words)
    call.environment = ["HOME": org.home.path]
    call.input = input
    return try await call.run()
  }
}
