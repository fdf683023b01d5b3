import Testing

/// What cannot be kept on this machine is one warning in a run, however much is lost.
@Suite struct LossWarningTests {
  private static let reply =
    #"{"id":"c","generationDetails":{"generations":[{"id":"g","role":"assistant","content":"Understood."}]}}"#

  private static func org() throws -> Org {
    try Org([
      Documents.generations: [Documents.generation.always],
      Documents.embeddings: [Documents.embeddings(1).always],
    ]) { request, _ in
      if request.address.hasSuffix("/chat-generations") { return .answer(200, reply) }
      // No token lives so long that it would be used twice, and none is older than the request for it.
      return request.address == Documents.token
        ? Documents.tokenAnswer(Documents.webToken(livingFor: 5)) : nil
    }
  }

  private static let homes: [String?] = ["/dev/null", "/proc/nowhere", nil]

  private static func environment(_ org: Org, home: String?) -> [String: String] {
    var environment = org.environment
    environment["HOME"] = home
    return environment
  }

  @Test(
    arguments: homes,
    [
      (["generate", "hello"], "the token cannot be kept"),
      (["generate", "--from", "-", "--concurrency", "4"], "the token cannot be kept"),
      (["chat", "hello"], "the conversation is not kept"),
      (["embed", "hello"], "the token cannot be kept"),
    ] as [([String], String)])
  func anyCommandSaysItOnce(_ home: String?, _ command: ([String], String)) async throws {
    let org = try Self.org()
    var call = Call(command.0)
    call.environment = Self.environment(org, home: home)
    call.input = .text(String(repeating: #"{"prompt":"hello"}"# + "\n", count: 5))
    let outcome = try await call.run()
    #expect(outcome.exit == 0)
    let warnings = outcome.errors.split(separator: "\n").filter { $0.contains("warning: ") }
    #expect(warnings.count == 1 && warnings[0].contains(command.1), "\(outcome.errors)")
  }

  @Test(arguments: homes)
  func aConversationSaysItOnceAndGoesOn(_ home: String?) async throws {
    let org = try Self.org()
    let environment = Self.environment(org, home: home).merging(["TERM": "xterm", "NO_COLOR": "1"]) { $1 }
    let (screen, ending) = try await onThread {
      let terminal = try Terminal(["chat"], environment: environment)
      for _ in 1...3 {
        try terminal.awaits("> ")
        terminal.type("hello\r")
        try terminal.awaits("Understood.")
      }
      try terminal.awaits("> ")
      terminal.type("\u{4}")
      return try terminal.finish()
    }
    #expect(ending == .exit(0))
    #expect(screen.ranges(of: "warning: ").count == 1, "\(screen)")
    #expect(screen.contains("warning: the conversation is not kept"), "\(screen)")
    #expect(!screen.contains("--resume"), "\(screen)")
  }

  @Test(arguments: ["/dev/null", "/proc/nowhere"])
  func aServerSaysItOnce(_ home: String) async throws {
    let org = try Self.org()
    var call = Call(["serve", "--port", "0"])
    call.environment = Self.environment(org, home: home)
    let prepared = call
    let errors = try await onThread {
      let served = try Served(prepared)
      defer { served.child.send(9) }
      for _ in 1...3 {
        let answer = try served.ask(
          "POST /v1/chat/completions", "Content-Type: application/json", body: Served.chat())
        #expect(answer.contains("Understood."), "\(answer)")
      }
      served.child.send(15)
      return try served.child.finish().errors
    }
    #expect(errors.ranges(of: "warning: ").count == 1, "\(errors)")
  }
}
