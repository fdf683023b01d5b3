import FoundationEssentials
import Glibc
import TestSupport
import Testing

/// Signing in with what is no consumer secret, at a server that is written from the standards.
@Suite struct LoginFlowTests {
  /// A server, an org on it, and a home.
  struct Setting {
    let oauth: OAuthServer
    let org: Org

    init(_ rules: OAuthServer.Rules = .init(), _ script: [String: [Turn]] = [:]) throws {
      let oauth = OAuthServer(rules)
      self.oauth = oauth
      org = try Org(script) { request, _ in oauth.answer(request) }
    }

    /// Without anything in the environment but the home.
    func run(_ words: [String], input: Call.Input = .nothing, with more: [String: String] = [:]) async throws
      -> Outcome
    {
      var call = Call(words)
      call.environment = ["HOME": org.home.path].merging(more) { $1 }
      call.input = input
      return try await call.run()
    }

    func login(_ words: [String], input: Call.Input = .nothing) async throws -> Outcome {
      try await run(
        ["auth", "login", "--domain", org.server.address, "--client-id", "3MVG9.key"] + words, input: input)
    }
  }

  private static func signed(_ key: String, _ username: String = "ci@acme.example") -> [String] {
    ["--flow", "jwt-bearer", "--private-key", key, "--username", username]
  }

  @Test(arguments: [
    (TestKeys.pkcs1, nil), (TestKeys.pkcs8, nil), (TestKeys.encryptedPKCS8, "echo sesame"),
    (TestKeys.encryptedPKCS1, "echo sesame; echo more"),
  ])
  func aKeySignsInAndSignsAnew(_ pem: String, _ command: String?) async throws {
    let world = try Setting(.init(), [Documents.generations: [Documents.generation.always]])
    let home = world.org.home
    let key = try home.write(pem, to: "key.pem")
    let login = try await world.login(
      Self.signed(key) + (command.map { ["--passphrase-command", $0] } ?? []))
    expect(
      login, is: Told(0, "Signed in to \(world.org.server.address) as profile 'default'.\n", ""))
    #expect(world.oauth.refusals == [])
    let settings = try home.read(home.settings)
    #expect(settings.contains("flow = \"jwt-bearer\"\nusername = \"ci@acme.example\"\n"), "\(settings)")
    #expect(settings.contains("private-key-file = \"\(key)\""), "\(settings)")
    #expect(try home.files().contains(".config/sfmodels/credentials.toml") == false)
    let call = ["generate", "hello", "--base-url", world.org.server.address]
    expect(try await world.run(call), is: Told(0, "Once upon a time.\n", ""))
    #expect(world.oauth.count == 1)
    unlink(try home.tokenFile())
    expect(try await world.run(call), is: Told(0, "Once upon a time.\n", ""))
    #expect(world.oauth.count == 2)
    let status = try await world.run(["auth", "status"])
    #expect(status.output.contains("  username: ci@acme.example"), "\(status.output)")
    #expect(status.output.contains("  private key: \(key)"), "\(status.output)")
  }

  @Test func aPersonIsAskedForThePassPhrase() async throws {
    let world = try Setting()
    let home = world.org.home
    let key = try home.write(TestKeys.encryptedPKCS8, to: "key.pem")
    let address = world.org.server.address
    let (screen, ending) = try await onThread {
      let terminal = try Terminal(
        ["auth", "login", "--flow", "jwt-bearer"], environment: ["HOME": home.path, "TERM": "xterm"])
      try terminal.awaits("My Domain: ")
      terminal.type("\(address)\r")
      try terminal.awaits("Consumer key: ")
      terminal.type("3MVG9.key\r")
      try terminal.awaits("Private key file: ")
      terminal.type("~/no-key\r")
      try terminal.awaits("does not exist")
      try terminal.awaits("Private key file: ")
      terminal.type("~/key.pem\r")
      try terminal.awaits("Username: ")
      terminal.type("ci@acme.example\r")
      for phrase in ["wr0ng-phrase", TestKeys.passphrase] {
        try terminal.awaits("(not shown): ")
        try terminal.awaitsNoEcho()
        terminal.type("\(phrase)\r")
      }
      try terminal.awaits("Signed in to \(address)")
      return try terminal.finish()
    }
    #expect(ending == .exit(0))
    #expect(!screen.contains("wr0ng-phrase") && !screen.contains(TestKeys.passphrase), "\(screen)")
    #expect(screen.contains("That is not the pass phrase"), "\(screen)")
    #expect(try home.read(home.settings).contains("private-key-file = \"\(key)\""))
    for file in try home.files() where file != "key.pem" {
      #expect(!(try home.read("\(home.path)/\(file)").contains(TestKeys.passphrase)), "\(file)")
    }
  }

  /// A key that cannot sign.
  struct BadKey: Sendable {
    var pem: String
    var mode: mode_t = 0o600
    var more: [String] = []
    var said: String
  }

  @Test(arguments: [
    BadKey(pem: TestKeys.pkcs8, mode: 0o640, said: "can be read or changed by others (mode 640)"),
    BadKey(pem: TestKeys.pkcs8, mode: 0o604, said: "can be read or changed by others (mode 604)"),
    BadKey(pem: TestKeys.pkcs8, mode: 0o622, said: "can be read or changed by others (mode 622)"),
    BadKey(pem: "not a key", said: "there is no private key in"),
    BadKey(pem: TestKeys.certificate, said: "there is no private key in"),
    BadKey(pem: TestKeys.elliptic, said: "is no RSA key"),
    BadKey(pem: TestKeys.encryptedPKCS1, said: "nobody can be asked for its pass phrase"),
    BadKey(
      pem: TestKeys.encryptedPKCS8, more: ["--passphrase-command", "echo wr0ng"],
      said: "the pass phrase of the private key in"),
    BadKey(pem: String(repeating: "x", count: 9000), said: "is longer than 8 KB"),
  ])
  func aKeyThatCannotSignIsExplained(_ key: BadKey) async throws {
    let world = try Setting()
    let path = try world.org.home.write(key.pem, to: "key.pem", mode: key.mode)
    let outcome = try await world.login(Self.signed(path) + key.more)
    #expect(outcome.exit == 2)
    #expect(outcome.errors.contains(key.said), "\(outcome.errors)")
    #expect(outcome.output == "")
    #expect(world.org.server.requests.count == 0)
    #expect(try world.org.home.files() == ["key.pem"])
  }

  /// What an org refuses of a signed statement.
  struct Refusal: Sendable {
    var rules = OAuthServer.Rules()
    var key = TestKeys.pkcs1
    var said: String
  }

  @Test(arguments: [
    Refusal(key: TestKeys.other, said: "it knows no certificate of this app that fits the private key"),
    Refusal(rules: .init(clientID: "3MVG9.other"), said: "it does not know the consumer key"),
    Refusal(rules: .init(user: "someone@acme.example"), said: "the user has not approved the app"),
  ])
  func whatTheOrgRefusesIsExplained(_ refusal: Refusal) async throws {
    let world = try Setting(refusal.rules)
    let path = try world.org.home.write(refusal.key, to: "key.pem")
    let outcome = try await world.login(Self.signed(path))
    #expect(outcome.exit == 3)
    #expect(outcome.errors.contains(refusal.said), "\(outcome.errors)")
    #expect(world.oauth.refusals.count == 1)
    #expect(try world.org.home.files() == ["key.pem"])
  }

  @Test func aKeyThatWasKeptMustStayPrivate() async throws {
    let world = try Setting()
    let key = try world.org.home.write(TestKeys.pkcs8, to: "key.pem")
    #expect(try await world.login(Self.signed(key)).exit == 0)
    chmod(key, 0o644)
    unlink(try world.org.home.tokenFile())
    let outcome = try await world.run(["auth", "token"])
    #expect(outcome.exit == 2)
    #expect(outcome.errors.contains("can be read or changed by others"), "\(outcome.errors)")
  }

  @Test func theEmulatorTakesWhatTheKeySigned() async throws {
    let home = try Home()
    let key = try home.write(TestKeys.encryptedPKCS8, to: "key.pem")
    let certificate = try home.write(TestKeys.certificate, to: "certificate.pem")
    let outcomes = try await EmulatorTests.withEmulator(["--certificate", certificate]) { address, _ in
      try [
        [
          "auth", "login", "--domain", address, "--client-id", "key", "--private-key", key, "--username",
          "a@b.example",
        ]
          + ["--passphrase-command", "echo sesame"], ["generate", "--base-url", address, "hello"],
        ["auth", "status", "--check"], ["auth", "logout"], ["auth", "token"],
      ].map { words in
        var call = Call(words)
        call.environment = ["HOME": home.path]
        return try Child(call).finish()
      }
    }
    #expect(outcomes.map(\.exit) == [0, 0, 0, 0, 3], "\(outcomes.map(\.errors))")
  }
}
