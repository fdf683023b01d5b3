import Glibc
import Testing

/// The program against a pretend org in another process.
@Suite struct EmulatorTests {
  /// Runs the emulator on a free port beside what the test does with its address.
  static func withEmulator<Result: Sendable>(
    _ words: [String] = [], _ body: @escaping @Sendable (String, Child) throws -> Result
  ) async throws -> Result {
    try await onThread {
      let child = try Child(Call(["emulator", "--port", "0"] + words))
      defer { child.send(SIGKILL) }
      let said = try child.awaits("\n")
      let address = try #require(said.firstRange(of: "http://").map { said[$0.lowerBound...] })
      return try body(String(address.prefix { !$0.isWhitespace }), child)
    }
  }

  static func environment(_ address: String, _ home: Home) -> [String: String] {
    [
      "HOME": home.path, "SFMODELS_DOMAIN": address, "SFMODELS_BASE_URL": address,
      "SFMODELS_CLIENT_ID": "key",
      "SFMODELS_CLIENT_SECRET": "secret",
    ]
  }

  @Test func aPromptIsAnswered() async throws {
    let home = try Home()
    let told = try await Self.withEmulator { address, _ in
      var call = Call(["generate", "hello"])
      call.environment = Self.environment(address, home)
      return try Child(call).finish().told
    }
    #expect(told.exit == 0)
    #expect(told.errors == "")
    #expect(told.output.contains("hello"))
    #expect(told.output.filter { $0 == "\n" }.count == 1 && told.output.hasSuffix("\n"))
  }

  @Test func everythingElseIsAnsweredToo() async throws {
    let home = try Home()
    let calls = [
      ["generate", "-s", "Be brief", "hello"], ["chat", "hello"], ["embed", "one", "two"],
      ["feedback", "good", "333127bd-2d5d-41e8-9781-59a1a18ed69f"], ["auth", "status", "--check"],
      ["auth", "token"],
      ["auth", "logout"],
    ]
    let outcomes = try await Self.withEmulator { address, _ in
      try calls.map { words in
        var call = Call(words)
        call.environment = Self.environment(address, home)
        return try Child(call).finish().told
      }
    }
    for (call, told) in zip(calls, outcomes) {
      #expect(told.exit == 0, "\(call): \(told)")
      #expect(told.errors == "", "\(call)")
    }
  }

  @Test func aScriptIsPlayedAcrossConnectionsAndSurfaces() async throws {
    let home = try Home()
    let script = """
      {"reply": "one"}
      {"wait": "10ms", "reply": "two"}
      {"status": 400}
      {"reply": "three"}
      """
    try home.write(script, to: "task.jsonl")
    let calls = [
      ["--api", "models"], ["--api", "llmg", "--stream"], ["--api", "llmg"], ["--api", "models"],
    ]
    let outcomes = try await Self.withEmulator(["--script", "\(home.path)/task.jsonl"]) { address, _ in
      try calls.map { words in
        var call = Call(["generate", "hello"] + words)
        call.environment = Self.environment(address, home)
        return try Child(call).finish().told
      }
    }
    #expect(outcomes.map(\.output) == ["one\n", "two\n", "", "three\n"], "\(outcomes)")
  }

  @Test(arguments: [
    (#"{"reply": "one"}"# + "\n{\n", "line 2: no valid JSON: the text ends early at byte 1"),
    ("[]", "line 1: a turn is a JSON object"),
    (#"{"reply": "a", "status": 503}"#, "line 1: a turn with 'status' has neither 'reply' nor 'tool_calls'"),
    (
      #"{"wait": -1}"#,
      "line 1: 'wait' must be a number of seconds or a duration as \"500ms\", of a day at most"
    ),
  ])
  func aBrokenScriptIsRefusedBeforeAnythingListens(_ script: String, _ words: String) async throws {
    let home = try Home()
    try home.write(script, to: "task.jsonl")
    let file = "\(home.path)/task.jsonl"
    let told = try await Call(["emulator", "--port", "0", "--script", file]).run().told
    #expect(told == Told(2, "", "sfmodels: '\(file)' is not the JSON it should be: \(words)\n"))
  }

  @Test(arguments: [SIGTERM, SIGINT])
  func itEndsWhenToldTo(_ signal: Int32) async throws {
    let ending = try await Self.withEmulator { _, child in
      child.send(signal)
      return try child.finish().ending
    }
    #expect(ending == .exit(0))
  }

  @Test func requestsUnderWayAreAnsweredBeforeItEnds() async throws {
    let body = "grant_type=client_credentials&client_id=key&client_secret=secret"
    let request = """
      POST /services/oauth2/token HTTP/1.1\r
      Host: 127.0.0.1\r
      Content-Type: application/x-www-form-urlencoded\r
      Content-Length: \(body.utf8.count)\r
      \r
      \(body)
      """
    let (answer, ending) = try await Self.withEmulator(["--latency", "1s"]) { address, child in
      let client = try RawClient(address)
      try client.send(request)
      child.send(SIGTERM)
      return (client.readAll(), try child.finish().ending)
    }
    #expect(answer.hasPrefix("HTTP/1.1 200"), "\(answer)")
    #expect(answer.contains("access_token"))
    #expect(ending == .exit(0))
  }

  @Test(arguments: ["generate", "chat", "embed"])
  func insideTheProcessItLeavesNothingBehind(_ command: String) async throws {
    let alone = try Alone()
    let outcome = try await alone.run(command, "--emulator", "hello")
    #expect(outcome.exit == 0)
    #expect(outcome.errors == "")
    #expect(try alone.home.files() == [])
  }
}
