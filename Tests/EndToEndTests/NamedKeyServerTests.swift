import FoundationEssentials
import Glibc
import Testing

/// Keys with names in a running server: changes count without a restart, and a budget outlives the server.
@Suite struct NamedKeyServerTests {
  @Test func changesCountWithoutARestartAndABudgetHoldsAfterAKill() async throws {
    let home = try Home()
    try await onThread {
      let world = HomeProgram(home: home)
      let (alice, bob) = (
        try world.keys("add", "alice", "--tokens-per-day", "60"), try world.keys("add", "bob")
      )
      let killed = try world.serve()
      let statuses = try (0..<9).map { _ in try killed.chat(alice) }
      let count = statuses.firstIndex(of: "429") ?? 0
      #expect(count > 0)
      #expect(statuses == Array(repeating: "200", count: count) + Array(repeating: "429", count: 9 - count))
      // What was used is written by now: the answer waits for it.
      #expect(
        try killed.ask("GET /usage", "Authorization: Bearer \(alice)").contains("tokens_left_today\":0"))
      killed.child.send(SIGKILL)
      _ = try killed.child.finish()

      let served = try world.serve()
      defer { served.child.send(SIGKILL) }
      #expect(try served.chat(alice) == "429")
      #expect(try served.chat(bob) == "200")
      _ = try world.keys("set", "alice", "--tokens-per-day", "none")
      try served.await("200", for: alice)
      let carl = try world.keys("add", "carl")
      try served.await("200", for: carl)
      _ = try world.keys("revoke", "bob")
      try served.await("401", for: bob)

      let path = home.path + "/.config/sfmodels/keys.toml"
      let whole = try home.read(path)
      try home.write("[", to: path)
      _ = try served.child.awaits("the keys of before count on")
      #expect(try served.chat(carl) == "200")
      try home.write(whole, to: path)
      _ = try served.child.awaits("2 keys of '\(path)' count now\n")
      let names = try world.run("log", "usage", "--by", "key").split(separator: "\n").map {
        $0.prefix { $0 != "\t" }
      }
      #expect(Set(names).isSuperset(of: ["alice", "bob"]))
    }
  }
}

/// The program with a home of its own. Belongs to one thread.
private struct HomeProgram {
  let home: Home

  func run(_ words: String...) throws -> String { try run(words) }

  /// What it prints, which is the key where there is one.
  func keys(_ words: String...) throws -> String { String(try run(["keys"] + words).prefix { $0 != "\n" }) }

  func serve() throws -> Served { try Served(call(["serve", "--emulator", "--port", "0", "--keys"])) }

  private func run(_ words: [String]) throws -> String {
    let outcome = try Child(call(words)).finish()
    #expect(outcome.exit == 0, "\(outcome.errors)")
    return outcome.output
  }

  private func call(_ words: [String]) -> Call {
    var call = Call(words)
    call.environment = ["HOME": home.path]
    return call
  }
}

extension Served {
  /// The status of the answer to a prompt.
  fileprivate func chat(_ key: String) throws -> String {
    let answer = try ask(
      "POST /v1/chat/completions", "Authorization: Bearer \(key)", "Content-Type: application/json",
      body: Self.chat())
    return String(answer.dropFirst("HTTP/1.1 ".count).prefix(3))
  }

  /// Asks until the status is another one.
  fileprivate func await(_ status: String, for key: String) throws {
    let deadline = ContinuousClock.now + .seconds(60)
    while try chat(key) != status {
      guard .now < deadline else { throw Descriptor.Trouble(code: ETIMEDOUT) }
      sched_yield()
    }
  }
}
