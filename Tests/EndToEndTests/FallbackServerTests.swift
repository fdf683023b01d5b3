import Testing

/// Another model in the place of one that does not answer, through the built program and the pretend org.
@Suite struct FallbackServerTests {
  private static let asked = "sfdc_ai__DefaultGPT4Omni"
  private static let claude = "sfdc_ai__DefaultBedrockAnthropicClaude45Opus"
  private static let next = "sfdc_ai__DefaultGPT5"

  private static func messages(_ model: String, _ prompt: String, _ more: String) -> String {
    #"{"model":"\#(model)","max_tokens":99,"messages":[{"role":"user","content":"\#(prompt)"}]\#(more)}"#
  }

  @Test(arguments: ["models", "llmg"], ["", #","stream":true"#])
  func clientsOfBothAPIsGetAnAnswer(_ api: String, _ stream: String) async throws {
    let prompt = "[[status: 429 for \(Self.asked)]] [[status: 503 for \(Self.claude)]] [[reply: Yes.]]"
    let questions = [
      ("/v1/chat/completions", Self.messages("gpt-4o", prompt, stream)),
      ("/v1/messages", Self.messages("gpt-4o", prompt, stream)),
      ("/v1/messages", Self.messages("claude-opus-4-5", prompt, stream)),
      ("/v1/responses", #"{"model":"gpt-4o","input":"\#(prompt)"\#(stream)}"#),
    ]
    let (answers, log, figures) = try await Served.onEmulator("--api", api, "--fallback", "gpt-5") { served in
      let answers = try questions.map { path, body in
        try served.ask("POST \(path)", "anthropic-version: 2023-06-01", body: body)
      }
      let figures = try served.ask("GET /metrics")
      return (answers, try served.child.awaits("GET /metrics 200"), figures)
    }
    for answer in answers {
      #expect(answer.hasPrefix("HTTP/1.1 200 OK\r\n"), "\(answer)")
      #expect(
        answer.contains("\r\nX-Sfmodels-Model: \(Self.next)\r\n") && answer.contains("Yes."), "\(answer)")
    }
    #expect(log.contains("note: where a model does not answer, '\(Self.next)' is asked\n"))
    #expect(log.contains(" answered=\(Self.next) failed=\(Self.asked):throttled "), "\(log)")
    let total =
      "sfmodels_fallbacks_total{from=\"\(Self.asked)\",to=\"\(Self.next)\",reason=\"throttled\"} 3\n"
    #expect(figures.contains(total), "\(figures)")
    #expect(figures.contains("sfmodels_circuit_breaker_state{model=\"\(Self.next)\",state=\"closed\"} 1\n"))
  }

  @Test func aModelThatFailsAgainAndAgainRestsAndTheLogSaysSoOnce() async throws {
    let body = Self.messages("gpt-4o", "[[status: 503 for \(Self.asked)]] [[reply: Yes.]]", "")
    let log = try await Served.onEmulator("--api", "llmg", "--fallback", "gpt-5") { served in
      for _ in 1...7 { _ = try served.ask("POST /v1/chat/completions", body: body) }
      _ = try served.ask("GET /health")
      return try served.child.awaits("GET /health 200")
    }
    let notes = log.split(separator: "\n").filter { $0.contains("times in a row") }
    #expect(
      notes == [
        "sfmodels: note: '\(Self.asked)' has failed 5 times in a row: it rests for 30s, and others are asked"
      ])
    #expect(log.split(separator: "\n").count { $0.contains(" failed=\(Self.asked):resting ") } == 2, "\(log)")
  }

  @Test func settingsHoldListsUnderAliases() async throws {
    let alone = try Alone()
    for (key, value) in [
      ("alias.fast", "gpt-4o"), ("alias.own", "gpt-5"), ("fallback.fast", "own"),
    ] { #expect(try await alone.run("config", "set", key, value).exit == 0) }
    let circle = try await alone.run("config", "set", "fallback.own", "fast")
    #expect(
      circle.errors == """
        sfmodels: the fallbacks of '\(Self.asked)' lead back to it: \(Self.asked) → \(Self.next) → \(Self.asked)
          hint: 'sfmodels config list' shows all of them

        """)
  }

  @Test func theLedgerNamesWhoAnswered() async throws {
    let org = try Org { request, _ in
      guard request.address.contains("/generations") else { return nil }
      return request.address.contains(Self.asked) ? .answer(429, "{}") : Documents.generation
    }
    let home = ["HOME": org.home.path]
    let answer = try await org.run(
      "generate", "-m", "gpt-4o", "--fallback", "gpt-5", "--retries", "0", "hi", with: home)
    #expect(
      answer.errors.contains("'\(Self.next)' has answered in the place of '\(Self.asked)' (throttled)\n"))
    let log = try await org.run("log", "--json", with: home)
    #expect(log.output.contains("\"model\":\"\(Self.next)\""), "\(log.output)")
  }
}
