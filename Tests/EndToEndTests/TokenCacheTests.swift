import Glibc
import Testing

/// The kept token in bad circumstances: a warning and a new token, never a crash.
@Suite struct TokenShelfTests {
  @Test(arguments: ["", "{", #"{"access_token":"x"}"#, "\u{0}\u{0}\u{0}", "null"])
  func aDamagedTokenIsReplaced(_ damage: String) async throws {
    let org = try Self.orgWithKeptToken()
    let file = try await Self.keep(org)
    try org.home.write(damage, to: file)
    let outcome = try await org.run("generate", "hello")
    #expect(
      outcome.told
        == Told(
          0, "Once upon a time.\n",
          "sfmodels: warning: the kept token in \(file) is damaged; it is replaced\n"))
    #expect(org.server.requests(to: Documents.token).count == 2)
    expect(try await org.run("generate", "hello"), is: Told(0, "Once upon a time.\n", ""))
    #expect(org.server.requests(to: Documents.token).count == 2)
  }

  @Test func aTokenThatOthersCanReadIsReplaced() async throws {
    let org = try Self.orgWithKeptToken()
    let file = try await Self.keep(org)
    chmod(file, 0o644)
    let outcome = try await org.run("generate", "hello")
    #expect(outcome.exit == 0)
    #expect(outcome.errors.contains("can be read or changed by others (mode 644)"), "\(outcome.errors)")
    #expect(Home.permissions(of: file) == "600")
  }

  @Test(.enabled(if: geteuid() == 0, "only root can give files away"))
  func aTokenOfAnotherUserIsReplaced() async throws {
    let org = try Self.orgWithKeptToken()
    let file = try await Self.keep(org)
    try #require(chown(file, 65534, 65534) == 0)
    let outcome = try await org.run("generate", "hello")
    #expect(outcome.exit == 0)
    #expect(outcome.errors.contains("belongs to another user"), "\(outcome.errors)")
    #expect(org.server.requests(to: Documents.token).count == 2)
  }

  @Test func aLinkInItsPlaceIsNotFollowed() async throws {
    let org = try Self.orgWithKeptToken()
    let file = try await Self.keep(org)
    let elsewhere = org.home.path + "/elsewhere"
    try #require(rename(file, elsewhere) == 0 && symlink(elsewhere, file) == 0)
    let outcome = try await org.run("generate", "hello")
    #expect(outcome.exit == 0)
    #expect(outcome.errors.contains("is no plain file"), "\(outcome.errors)")
  }

  @Test(arguments: ["/dev/null", "/proc/nowhere"])
  func aHomeThatCannotBeWrittenIsAWarning(_ home: String) async throws {
    let org = try Self.orgWithKeptToken()
    let outcome = try await org.run("generate", "hello", with: ["HOME": home])
    #expect(outcome.exit == 0)
    #expect(outcome.output == "Once upon a time.\n")
    #expect(outcome.errors.contains("the token cannot be kept"), "\(outcome.errors)")
    #expect(outcome.errors.split(separator: "\n").count == 1, "\(outcome.errors)")
  }

  @Test func withoutAnyHomeItWorksAsWell() async throws {
    let org = try Self.orgWithKeptToken()
    var call = org.call("generate", "hello")
    call.environment["HOME"] = nil
    expect(
      try await call.run(),
      is: Told(
        0, "Once upon a time.\n",
        "sfmodels: warning: the token cannot be kept: HOME is not set; the next run will fetch another\n"))
    call.words = ["config", "path"]
    expect(
      try await call.run(), is: Told(2, "", "sfmodels: there is no place for settings: HOME is not set\n"))
  }

  @Test func aTokenFromTheEnvironmentIsUsedAndNotKept() async throws {
    let org = try Self.orgWithKeptToken()
    let token = Documents.webToken(subject: "given")
    var call = Call(["generate", "hello"])
    call.environment = [
      "HOME": org.home.path, "SFMODELS_BASE_URL": org.server.address, "SFMODELS_ACCESS_TOKEN": token,
    ]
    expect(try await call.run(), is: Told(0, "Once upon a time.\n", ""))
    #expect(org.server.requests.map { $0.header("authorization") } == ["Bearer \(token)"])
    #expect(try org.home.files().filter { $0.contains("tokens") } == [])
  }

  private static func orgWithKeptToken() throws -> Org {
    try Org([Documents.generations: [Documents.generation.always]])
  }

  /// Makes the program keep a token, and says where.
  private static func keep(_ org: Org) async throws -> String {
    #expect(try await org.run("auth", "token").exit == 0)
    return try org.home.tokenFile()
  }
}
