import Glibc
import Testing

/// Settings, tokens and secrets that others could have written or read.
@Suite struct ExposureTests {
  private static let settings =
    "[profile.default]\nclient-id = \"3MVG9.key\"\nclient-secret-command = \"echo s3cret\"\n"

  private static func org() throws -> (org: Org, call: Call) {
    let org = try Org([Documents.generations: [Documents.generation.always]])
    try org.home.write(settings, to: org.home.settings)
    chmod("\(org.home.path)/.config/sfmodels", 0o700)
    var call = org.call("generate", "hello")
    call.environment["SFMODELS_CLIENT_ID"] = nil
    call.environment["SFMODELS_CLIENT_SECRET"] = nil
    return (org, call)
  }

  private func expectRefusal(_ outcome: Outcome, _ path: String, _ words: String, _ org: Org) {
    #expect(outcome.exit == 2)
    #expect(outcome.output == "")
    #expect(
      outcome.errors.hasPrefix(
        "sfmodels: \(path) \(words), so the command in 'client-secret-command' is not run\n"),
      "\(outcome.errors)")
    #expect(org.server.requests.isEmpty)
  }

  @Test func aCommandOfOnesOwnIsRun() async throws {
    let (org, call) = try Self.org()
    expect(try await call.run(), is: Told(0, "Once upon a time.\n", ""))
    #expect(org.server.requests(to: Documents.generations).count == 1)
  }

  @Test(arguments: [0o660, 0o606, 0o622, 0o777] as [mode_t])
  func aCommandThatOthersCouldHaveWrittenIsNotRun(_ mode: mode_t) async throws {
    let (org, call) = try Self.org()
    chmod(org.home.settings, mode)
    let words = "can be read or changed by others (mode \(String(mode, radix: 8)))"
    expectRefusal(try await call.run(), org.home.settings, words, org)
    // What it says otherwise counts.
    expect(try await org.run("config", "get", "client-id"), is: Told(0, "3MVG9.key\n", ""))
  }

  @Test(arguments: [0o770, 0o707, 0o777] as [mode_t])
  func norIsOneInAFolderOfOthers(_ mode: mode_t) async throws {
    let (org, call) = try Self.org()
    let folder = "\(org.home.path)/.config/sfmodels"
    chmod(folder, mode)
    let words = "can be read or changed by others (mode \(String(mode, radix: 8)))"
    expectRefusal(try await call.run(), folder, words, org)
  }

  @Test func norIsOneBehindALink() async throws {
    let (org, call) = try Self.org()
    let target = try org.home.write(Self.settings, to: "dotfiles/config.toml", mode: 0o664)
    unlink(org.home.settings)
    symlink(target, org.home.settings)
    #expect(try await call.run().exit == 2)
    #expect(org.server.requests.isEmpty)
  }

  @Test(.enabled(if: geteuid() == 0)) func norIsOneOfAnotherUser() async throws {
    let (org, call) = try Self.org()
    chown(org.home.settings, 65534, 65534)
    expectRefusal(try await call.run(), org.home.settings, "belongs to another user", org)
  }

  @Test(arguments: [0o755, 0o770, 0o777] as [mode_t])
  func anOpenFolderOfTokensIsClosed(_ mode: mode_t) async throws {
    let org = try Org([Documents.generations: [Documents.generation.always]])
    #expect(try await org.run("generate", "hello").exit == 0)
    chmod(org.home.tokens, mode)
    let note = "\(org.home.tokens) could be used by others (mode \(String(mode, radix: 8)))"
    let outcome = try await org.run("generate", "hello")
    #expect(
      outcome.told
        == Told(
          0, "Once upon a time.\n", "sfmodels: warning: \(note); it is its owner's alone now\n"))
    #expect(Home.permissions(of: org.home.tokens) == "700")
    expect(try await org.run("generate", "hello"), is: Told(0, "Once upon a time.\n", ""))
  }

  @Test(arguments: [0o775, 0o757, 0o777] as [mode_t])
  func secretsInAFolderOfOthersAreRefused(_ mode: mode_t) async throws {
    let org = try Org([Documents.generations: [Documents.generation.always]])
    try org.home.write("[profile.default]\nclient-id = \"3MVG9.key\"\n", to: org.home.settings)
    try org.home.write("[profile.default]\nclient-secret = \"s3cret\"\n", to: org.home.credentials)
    let folder = "\(org.home.path)/.config/sfmodels"
    chmod(folder, mode)
    var call = org.call("generate", "hello")
    call.environment["SFMODELS_CLIENT_ID"] = nil
    call.environment["SFMODELS_CLIENT_SECRET"] = nil
    let words = "can be read or changed by others (mode \(String(mode, radix: 8)))"
    expect(
      try await call.run(),
      is: Told(2, "", "sfmodels: \(folder) \(words)\n  hint: chmod go-w '\(folder)'\n"))
  }
}
