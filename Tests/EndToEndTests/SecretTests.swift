import Glibc
import Testing

/// Secrets and tokens appear nowhere but where they belong.
@Suite struct SecretTests {
  static let secret = "5e+cret/of=the&app"
  static let token = Documents.webToken(subject: "s3cret-subject")
  static let proxyPassword = "pr0xy-pass"

  /// Every spelling that would give them away.
  static var giveaways: [String] {
    [secret, "5e%2Bcret%2Fof%3Dthe%26app", #"5e+cret\/of=the&app"#, proxyPassword]
      + token.split(separator: ".").map(String.init)
  }

  struct Case: Sendable, CustomTestStringConvertible {
    var name: String
    var words: [String]
    var script: [String: [Turn]] = [:]
    var input = Call.Input.nothing
    /// Whether credentials come from the environment and not from files.
    var isCI = false
    var variables: [String: String] = [:]

    var testDescription: String { name }
  }

  @Test(arguments: plain + talkative + refused + ofTheAccount)
  func nothingShowsThem(_ run: Case) async throws {
    let org = try Org(
      [Documents.token: [Documents.tokenAnswer(Self.token).always]].merging(run.script) { $1 })
    if !run.isCI { try Self.keepLogin(org) }
    var call = Call(run.words)
    call.environment = ["HOME": org.home.path, "SFMODELS_BASE_URL": org.server.address].merging(run.variables)
    { $1 }
    if run.isCI {
      call.environment.merge([
        "SFMODELS_DOMAIN": org.server.address, "SFMODELS_CLIENT_ID": "key",
        "SFMODELS_CLIENT_SECRET": Self.secret,
      ]) { $1 }
    }
    call.input = run.input
    let outcome = try await call.run()
    #expect(org.server.unprepared == [])
    #expect(Self.found(in: outcome.output) == [], "\(outcome.output)")
    #expect(Self.found(in: outcome.errors) == [], "\(outcome.errors)")
    try Self.searchFiles(org.home)
  }

  @Test func onlyItsOwnCommandPrintsTheToken() async throws {
    let org = try Org([Documents.token: [Documents.tokenAnswer(Self.token)]])
    try Self.keepLogin(org)
    var call = Call(["auth", "token", "-v"])
    call.environment = ["HOME": org.home.path]
    let outcome = try await call.run()
    #expect(outcome.output == Self.token + "\n")
    #expect(Self.found(in: outcome.errors) == [], "\(outcome.errors)")
    try Self.searchFiles(org.home)
    #expect(Home.permissions(of: try org.home.tokenFile()) == "600")
    #expect(Home.permissions(of: org.home.tokens) == "700")
  }

  @Test func theListOfProcessesDoesNotShowThem() async throws {
    let org = try Org([
      Documents.token: [Documents.tokenAnswer(Self.token)], Documents.generations: [Turn(.silence)],
    ])
    try Self.keepLogin(org)
    var call = Call(["generate", "hello"])
    call.environment = ["HOME": org.home.path, "SFMODELS_BASE_URL": org.server.address]
    let shown = try await call.run { child in
      for _ in 1...2 { try org.server.awaitRequest() }
      let shown = try ["cmdline", "environ", "comm"].map {
        try Descriptor.file("/proc/\(child.process)/\($0)", O_RDONLY).readWhole()
      }
      child.send(SIGKILL)
      return shown.joined()
    }
    #expect(shown.contains("generate"))
    #expect(Self.found(in: shown) == [])
  }

  @Test func aCommandForTheSecretLearnsNothing() async throws {
    let org = try Org([Documents.token: [Documents.tokenAnswer(Self.token).always]])
    let (spy, vault) = (org.home.path + "/spy", try org.home.write(Self.secret, to: "vault"))
    let command = "cat /proc/$$/environ /proc/$$/cmdline /proc/$PPID/cmdline >>'\(spy)'; cat '\(vault)'"
    var call = Call([
      "auth", "login", "--domain", org.server.address, "--client-id", "key", "--client-secret-command",
      command,
    ])
    call.environment = ["HOME": org.home.path]
    #expect(try await call.run().exit == 0)
    unlink(try org.home.tokenFile())
    call.words = ["auth", "status", "--check", "-v"]
    #expect(try await call.run().exit == 0)
    #expect(try org.home.read(spy).contains("HOME="))
    #expect(Self.found(in: try org.home.read(spy)) == [])
    unlink(vault)
    try Self.searchFiles(org.home)
  }

  private static func keepLogin(_ org: Org) throws {
    try org.home.write(
      "[profile.default]\ndomain = \"\(org.server.address)\"\nclient-id = \"key\"\n", to: org.home.settings)
    try org.home.write("[profile.default]\nclient-secret = \"\(secret)\"\n", to: org.home.credentials)
  }

  private static func found(in text: String) -> [String] { giveaways.filter(text.contains) }

  private static func searchFiles(_ home: Home) throws {
    for name in try home.files() {
      let file = "\(home.path)/\(name)"
      let found = found(in: try home.read(file))
      let allowed =
        file == home.credentials
        ? [secret] : file.hasPrefix(home.tokens) ? token.split(separator: ".").map(String.init) : []
      #expect(Set(found).subtracting(allowed) == [], "\(name)")
      if !found.isEmpty { #expect(Home.permissions(of: file) == "600", "\(name)") }
    }
  }
}
