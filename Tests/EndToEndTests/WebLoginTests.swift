import FoundationEssentials
import Glibc
import TestSupport
import Testing

/// Signing in with the browser, which the test plays, at a server that is written from the standards.
@Suite struct WebLoginTests {
  private typealias Setting = LoginFlowTests.Setting

  /// A login under way, and what its browser would open.
  struct SignIn {
    let child: Child
    /// Path and query at the org.
    let target: String
    let port: Int

    init(_ world: LoginFlowTests.Setting, _ words: [String] = [], variables: [String: String] = [:]) throws {
      port = try Loopback.unusedPort()
      var call = Call(
        ["auth", "login", "--flow", "web", "--domain", world.org.server.address, "--client-id", "3MVG9.key"]
          + ["--callback-port", String(port)] + words)
      call.environment = ["HOME": world.org.home.path].merging(variables) { $1 }
      child = try Child(call)
      let said = try child.awaits("\n\n")
      let start = try #require(said.firstRange(of: world.org.server.address), "\(said)").upperBound
      target = String(said[start...].prefix { !$0.isWhitespace })
    }

    /// Where the org sends the browser: path and query at the program.
    func sentBack(by world: LoginFlowTests.Setting) throws -> String {
      let answer = try WebLoginTests.get(world.org.server.address, target)
      let line = try #require(
        answer.split(separator: "\r\n").first { $0.hasPrefix("Location: ") }, "\(answer)")
      return String(line.dropFirst("Location: http://localhost:\(port)".count))
    }

    /// What the program's page says.
    func open(_ target: String) throws -> String {
      try WebLoginTests.get("http://127.0.0.1:\(port)", target)
    }
  }

  static func get(_ address: String, _ target: String, method: String = "GET") throws -> String {
    let client = try RawClient(address)
    client.write("\(method) \(target) HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
    // Not every server of the tests closes by itself.
    client.endSending()
    defer { client.close() }
    return client.readAll()
  }

  private static func signedIn(_ rules: OAuthServer.Rules = .init(), _ words: [String] = []) async throws
    -> Setting
  {
    let world = try Setting(rules, [Documents.generations: [Documents.generation.always]])
    let outcome = try await onThread {
      let login = try SignIn(world, ["--no-browser"] + words)
      _ = try login.open(try login.sentBack(by: world))
      return try login.child.finish()
    }
    #expect(outcome.exit == 0, "\(outcome.errors)")
    return world
  }

  private static func generate(_ world: Setting) async throws -> Outcome {
    try await world.run(["generate", "hello", "-v", "--base-url", world.org.server.address])
  }

  @Test func aPersonSignsInAndStaysSignedIn() async throws {
    let world = try Setting(.init(), [Documents.generations: [Documents.generation.always]])
    let (page, outcome) = try await onThread {
      let login = try SignIn(world, ["--no-browser"])
      let page = try login.open(try login.sentBack(by: world))
      return (page, try login.child.finish())
    }
    #expect(outcome.exit == 0, "\(outcome.errors)")
    #expect(outcome.output == "Signed in to \(world.org.server.address) as profile 'default'.\n")
    #expect(page.hasPrefix("HTTP/1.1 200"), "\(page)")
    #expect(page.contains("go back to the terminal"), "\(page)")
    #expect(world.oauth.refusals == [])
    let home = world.org.home
    let kept = try #require(world.oauth.refreshTokens.first)
    #expect(try home.read(home.credentials) == "[profile.default]\nrefresh-token = \"\(kept)\"\n")
    #expect(Home.permissions(of: home.credentials) == "600")
    #expect(try await Self.generate(world).exit == 0)
    #expect(world.oauth.count == 1)
    // Without a token the refresh token gets one, and the next of its kind.
    unlink(try home.tokenFile())
    let call = try await Self.generate(world)
    #expect(call.exit == 0, "\(call.errors)")
    #expect(world.oauth.count == 2)
    let next = try #require(world.oauth.refreshTokens.first)
    #expect(next != kept)
    #expect(try home.read(home.credentials) == "[profile.default]\nrefresh-token = \"\(next)\"\n")
    #expect(Home.permissions(of: home.credentials) == "600")
    for secret in [kept, next, try world.org.keptToken()] {
      #expect(!call.errors.contains(secret), "\(call.errors)")
    }
    #expect(try await world.run(["auth", "status", "--check"]).exit == 0)
  }

  @Test func manyProcessesUseOneRefreshToken() async throws {
    let world = try await Self.signedIn()
    unlink(try world.org.home.tokenFile())
    let outcomes = try await withThrowingTaskGroup(of: Outcome.self) { group in
      for _ in 1...8 { group.addTask { try await world.run(["auth", "token"]) } }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(outcomes.map(\.exit) == Array(repeating: 0, count: 8), "\(outcomes.map(\.errors))")
    #expect(Set(outcomes.map(\.output)).count == 1)
    #expect(world.oauth.count == 2)
    #expect(world.oauth.refusals == [])
  }

  @Test func aRefreshTokenThatIsOverSaysSo() async throws {
    let world = try await Self.signedIn()
    world.oauth.revokeAll()
    unlink(try world.org.home.tokenFile())
    let outcome = try await world.run(["auth", "token"])
    #expect(outcome.exit == 3)
    #expect(outcome.errors.contains("the grant has expired"), "\(outcome.errors)")
    #expect(outcome.errors.contains("'sfmodels auth login'"), "\(outcome.errors)")
  }

  @Test func aRefreshTokenGoesToNoOtherOrg() async throws {
    let world = try await Self.signedIn()
    let other = try Org()
    let outcome = try await world.run(["auth", "token", "--domain", other.server.address])
    #expect(outcome.exit == 3)
    #expect(other.server.requests.count == 0)
  }

  @Test func signingOutRevokesBoth() async throws {
    let world = try await Self.signedIn()
    let tokens = [try world.org.keptToken(), try #require(world.oauth.refreshTokens.first)]
    expect(
      try await world.run(["auth", "logout"]), is: Told(0, "Signed out of profile 'default'.\n", ""))
    #expect(
      world.org.server.requests(to: Documents.revoke).map(\.body) == tokens.map { "token=\($0)" })
    #expect(world.oauth.refreshTokens == [])
    for file in try world.org.home.files() {
      let text = try world.org.home.read("\(world.org.home.path)/\(file)")
      #expect(!tokens.contains { text.contains($0) }, "\(file)")
    }
  }

  @Test func anAppMayWantItsSecret() async throws {
    var rules = OAuthServer.Rules()
    rules.secret = Documents.secret
    let world = try await Self.signedIn(rules, ["--client-secret-command", "echo \(Documents.secret)"])
    unlink(try world.org.home.tokenFile())
    #expect(try await Self.generate(world).exit == 0)
    #expect(world.oauth.refusals == [])
  }

  /// A sign-in that goes wrong.
  struct Wrong: Sendable, CustomTestStringConvertible {
    var name: String
    var rules = OAuthServer.Rules()
    /// What becomes of the address that the org sends the browser to.
    var turned: @Sendable (String) -> String = { $0 }
    var said: String
    var page = "go back to the terminal"

    var testDescription: String { name }
  }

  @Test(arguments: [
    Wrong(
      name: "denied", rules: .init(denial: "access_denied"), said: "access was denied in the browser",
      page: "access_denied, no&lt;b&gt;no"),
    Wrong(
      name: "another app", rules: .init(denial: "invalid_scope"), said: "a scope is not allowed",
      page: "invalid_scope, no&lt;b&gt;no"),
    Wrong(
      name: "another code", turned: { $0.replacing("code=c0de-", with: "code=x") },
      said: "the code that the browser brought is not good", page: "The org has let you in"),
    Wrong(
      name: "a secret is missing", rules: .init(secret: "wanted"), said: "the consumer secret is wrong",
      page: "The org has let you in"),
  ])
  func whatGoesWrongIsExplained(_ wrong: Wrong) async throws {
    let world = try Setting()
    // The secret is wanted for the tokens only.
    world.oauth.change { $0 = wrong.rules }
    let (page, outcome) = try await onThread {
      let login = try SignIn(world, ["--no-browser"])
      let page = try login.open(wrong.turned(try login.sentBack(by: world)))
      return (page, try login.child.finish())
    }
    #expect(outcome.exit == 3)
    #expect(outcome.errors.contains(wrong.said), "\(outcome.errors)")
    #expect(page.contains(wrong.page), "\(page)")
    #expect(!page.contains("<b>"), "\(page)")
    #expect(outcome.output == "")
    #expect(try world.org.home.files() == [])
  }

  /// Any page that the person opens meanwhile can send the browser here.
  @Test(
    arguments: [
      { $0.replacing("&state=", with: "&state=x") }, { String($0.prefix { $0 != "&" }) },
      { _ in "/OauthRedirect?error=access_denied" }, { _ in "/OauthRedirect?error=access_denied&state=" },
      { _ in "/OauthRedirect?code=c0de-of-another&state=c3RhdGUgb2YgYW5vdGhlciBzaWduLWlu" },
    ] as [@Sendable (String) -> String])
  func aStrangersAnswerEndsNothing(_ turned: @escaping @Sendable (String) -> String) async throws {
    let world = try Setting()
    let (pages, outcome) = try await onThread {
      let login = try SignIn(world, ["--no-browser"])
      let target = try login.sentBack(by: world)
      let pages = [try login.open(turned(target)), try login.open(target)]
      return (pages, try login.child.finish())
    }
    #expect(pages[0].hasPrefix("HTTP/1.1 400"), "\(pages)")
    #expect(pages[0].contains("belongs to another sign-in"), "\(pages)")
    #expect(pages[1].contains("The org has let you in"), "\(pages)")
    #expect(outcome.exit == 0, "\(outcome.told)")
    #expect(world.oauth.refusals == [])
  }

  @Test func otherAddressesHaveNothing() async throws {
    let world = try Setting()
    let (answers, outcome) = try await onThread {
      let login = try SignIn(world, ["--no-browser"])
      let answers = try [
        ("GET", "/"), ("GET", "/favicon.ico"), ("GET", "/OauthRedirect/x?code=1"),
        ("GET", "/oauthredirect?code=1"),
        ("POST", "/OauthRedirect?code=1"), ("GET", "/OauthRedirect"), ("GET", "/OauthRedirect?other=1"),
      ].map { try Self.get("http://127.0.0.1:\(login.port)", $0.1, method: $0.0) }
      _ = try login.open(try login.sentBack(by: world))
      return (answers, try login.child.finish())
    }
    #expect(
      answers.map { $0.dropFirst("HTTP/1.1 ".count).prefix(3) } == [
        "404", "404", "404", "404", "405", "400", "400",
      ])
    #expect(outcome.exit == 0, "\(outcome.errors)")
  }

  @Test func aPortThatIsTakenIsNamed() async throws {
    let world = try Setting()
    let (held, port) = try Loopback.socket()
    #expect(listen(held.number, 1) == 0)
    let outcome = try await world.login(["--flow", "web", "--no-browser", "--callback-port", String(port)])
    held.close()
    #expect(outcome.exit == 1)
    #expect(outcome.errors.contains("port \(port) is taken by another program"), "\(outcome.errors)")
    #expect(outcome.errors.contains("--callback-port"), "\(outcome.errors)")
    #expect(try world.org.home.files() == [])
  }

  @Test func theAddressMayBePasted() async throws {
    let world = try Setting()
    let port = try Loopback.unusedPort()
    let (home, address) = (world.org.home, world.org.server.address)
    let (screen, ending) = try await onThread {
      let terminal = try Terminal(
        ["auth", "login", "--flow", "web", "--no-browser", "--domain", address, "--client-id", "3MVG9.key"]
          + ["--callback-port", String(port)], environment: ["HOME": home.path, "TERM": "xterm"],
        columns: 2000)
      try terminal.awaits("Open this address")
      let target = try terminal.line(containing: "/services/oauth2/authorize")
      let answer = try Self.get(address, String(target.dropFirst(address.count)))
      let location = try #require(answer.split(separator: "\r\n").first { $0.hasPrefix("Location: ") })
      try terminal.awaits("Or paste the address")
      terminal.type("http://localhost:\(port)/OauthRedirect\r")
      try terminal.awaits("That is not it")
      terminal.type("\(location.dropFirst("Location: ".count))\r")
      try terminal.awaits("Signed in to \(address)")
      return try terminal.finish()
    }
    #expect(ending == .exit(0), "\(screen)")
    #expect(world.oauth.refusals == [])
  }

  @Test func theBrowserIsFasterThanThePerson() async throws {
    let world = try Setting()
    let port = try Loopback.unusedPort()
    let (home, address) = (world.org.home, world.org.server.address)
    // The program that opens browsers notes what it was given, and what it could have seen. A shell writes it: a file that
    // this process has just written may be open in a child of another test, and cannot be run as long as it is.
    let opener = """
      mkdir bin && cat >bin/xdg-open <<'END' && chmod 700 bin/xdg-open
      #!/bin/sh
      { echo "$1"; env; } >'\(home.path)/opened.part'
      mv '\(home.path)/opened.part' '\(home.path)/opened'
      END
      """
    #expect(try await Call.shell("cd '\(home.path)' && \(opener)").run().exit == 0)
    let (opened, ending) = try await onThread {
      let terminal = try Terminal(
        ["auth", "login", "--flow", "web", "--domain", address, "--client-id", "3MVG9.key"]
          + ["--callback-port", String(port)],
        environment: [
          "HOME": home.path, "TERM": "xterm", "PATH": "\(home.path)/bin:/usr/bin:/bin",
          "SFMODELS_API_KEY": "k3y-of-the-gateway",
        ])
      try terminal.awaits("Or paste the address")
      let opened = try home.awaited("opened")
      let target = opened.prefix { $0 != "\n" }.dropFirst(address.count)
      let answer = try Self.get(address, String(target))
      let location = try #require(answer.split(separator: "\r\n").first { $0.hasPrefix("Location: ") })
      _ = try Self.get(
        "http://127.0.0.1:\(port)", String(location.dropFirst("Location: http://localhost:\(port)".count)))
      try terminal.awaits("Signed in to \(address)")
      return (opened, try terminal.finish().1)
    }
    #expect(ending == .exit(0))
    #expect(!opened.contains("k3y-of-the-gateway"))
  }

  @Test func theEmulatorLetsAPersonIn() async throws {
    let home = try Home()
    let outcomes = try await EmulatorTests.withEmulator(["--rotate-refresh-tokens"]) { address, _ in
      let port = try Loopback.unusedPort()
      func call(_ words: [String]) throws -> Child {
        var call = Call(words)
        call.environment = ["HOME": home.path]
        return try Child(call)
      }
      let login = try call(
        ["auth", "login", "--flow", "web", "--no-browser", "--domain", address, "--client-id", "key"]
          + ["--callback-port", String(port)])
      let said = try login.awaits("\n\n")
      let start = try #require(said.firstRange(of: "\(address)/services")).lowerBound
      let target = said[start...].prefix { !$0.isWhitespace }.dropFirst(address.count)
      let answer = try Self.get(address, String(target))
      let location = try #require(
        answer.split(separator: "\r\n").first { $0.lowercased().hasPrefix("location: ") })
      _ = try Self.get(
        "http://127.0.0.1:\(port)", String(location.dropFirst("Location: http://localhost:\(port)".count)))
      var outcomes = [try login.finish()]
      for words in [
        ["auth", "token"], ["generate", "--base-url", address, "hello"], ["auth", "status", "--check"],
      ] {
        unlink(try home.tokenFile())
        outcomes.append(try call(words).finish())
      }
      outcomes.append(try call(["auth", "logout"]).finish())
      return outcomes
    }
    #expect(outcomes.map(\.exit) == [0, 0, 0, 0, 0], "\(outcomes.map(\.errors))")
    #expect(outcomes.last?.errors == "")
  }
}
