import Glibc
import Testing

/// Many processes that change settings and logins at the same time, and those that are stopped meanwhile.
@Suite struct ConcurrentSettingsTests {
  /// Starts all of them before the first has ended.
  private func run(_ calls: [Call]) async throws -> [Told] {
    try await onThread { try calls.map { try Child($0) }.map { try $0.finish().told } }
  }

  @Test func sixtyThatSetAreAllKept() async throws {
    let alone = try Alone()
    let calls = (1...60).map { alone.call("config", "set", "alias.a\($0)", "model-\($0)") }
    #expect(try await run(calls) == [Told](repeating: Told(0, "", ""), count: 60))
    let settings = try alone.home.read(alone.home.settings)
    for number in 1...60 { #expect(settings.contains("a\(number) = \"model-\(number)\"\n")) }
    #expect(settings.split(separator: "\n").count == 61)
  }

  @Test func sixtyThatSetAndUnsetDisturbNobody() async throws {
    let alone = try Alone()
    let lines = (1...30).map { "old\($0) = \"model\"\n" }.joined()
    try alone.home.write("# mine\n[alias]\n\(lines)", to: alone.home.settings)
    let calls = (1...30).flatMap { number in
      [
        alone.call("config", "unset", "alias.old\(number)"),
        alone.call("config", "set", "-p", "p\(number)", "model", "m"),
      ]
    }
    #expect(try await run(calls) == [Told](repeating: Told(0, "", ""), count: 60))
    let settings = try alone.home.read(alone.home.settings)
    #expect(settings.hasPrefix("# mine\n"))
    #expect(!settings.contains("old"))
    for number in 1...30 { #expect(settings.contains("[profile.p\(number)]\nmodel = \"m\"\n")) }
  }

  @Test func sixtyThatSignInAndOutDisturbNobody() async throws {
    let org = try Org([Documents.revoke: [Turn.raw("HTTP/1.1 200 OK\nContent-Length: 0\n\n").always]])
    let kept = (1...30).map { "[profile.out\($0)]\nclient-id = \"id\"\ndomain = \"\(org.server.address)\"\n" }
    let secrets = (1...30).map { "[profile.out\($0)]\nclient-secret = \"secret-\($0)\"\n" }
    try org.home.write(kept.joined(separator: "\n"), to: org.home.settings)
    try org.home.write(secrets.joined(separator: "\n"), to: org.home.credentials)
    let calls = (1...30).flatMap { number in
      var login = Call([
        "auth", "login", "-p", "in\(number)", "--domain", org.server.address, "--client-id", "key\(number)",
        "--client-secret-stdin",
      ])
      login.input = .text("secret-in-\(number)\n")
      login.environment = ["HOME": org.home.path]
      var logout = Call(["auth", "logout", "-p", "out\(number)"])
      logout.environment = ["HOME": org.home.path]
      return [login, logout]
    }
    for told in try await run(calls) { #expect(told.exit == 0, "\(told)") }
    let (settings, credentials) = (
      try org.home.read(org.home.settings), try org.home.read(org.home.credentials)
    )
    #expect(!settings.contains("\"id\"") && !credentials.contains("\"secret-1"))
    for number in 1...30 {
      #expect(settings.contains("client-id = \"key\(number)\"\n"))
      #expect(credentials.contains("client-secret = \"secret-in-\(number)\"\n"))
    }
  }

  /// Held by a process that was stopped, as by Ctrl-Z.
  @Test func aStoppedHolderOfTheTokenLockIsWaitedForTenSeconds() async throws {
    let org = try Org([
      Documents.token: [Turn(.silence), Documents.tokenAnswer().always],
      Documents.generations: [Documents.generation.always],
    ])
    let holder = org.call("generate", "hello")
    let second = org.call("generate", "hello")
    let (outcome, span) = try await holder.run { child in
      try org.server.awaitRequest()
      child.send(SIGSTOP)
      let start = ContinuousClock.now
      let outcome = try Child(second).finish()
      child.send(SIGKILL)
      _ = try child.finish()
      return (outcome, ContinuousClock.now - start)
    }
    #expect(outcome.exit == 0)
    #expect(outcome.output == "Once upon a time.\n")
    #expect(outcome.errors.hasPrefix("sfmodels: warning: another process has held \(org.home.tokens)/"))
    #expect(
      outcome.errors.hasSuffix(
        ".json.lock for 10 s; this one goes on without waiting for its token\n"))
    #expect(span > .seconds(9))
    // What it fetched is kept all the same.
    #expect(try await org.run("generate", "hello").told == Told(0, "Once upon a time.\n", ""))
    #expect(org.server.requests(to: Documents.token).count == 2)
  }
}
