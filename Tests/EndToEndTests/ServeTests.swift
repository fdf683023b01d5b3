import Glibc
import Testing

/// The served APIs through the built program: who is let in, and what is answered.
@Suite struct ServeTests {
  @Test func itIsWellAndSaysSo() async throws {
    let (answer, log) = try await Served.onEmulator { served in
      let answer = try served.ask("GET /health")
      return (answer, try served.child.awaits("GET /health 200"))
    }
    #expect(answer.hasPrefix("HTTP/1.1 200 OK\r\n"))
    let lines = log.split(separator: "\n").filter { !$0.hasPrefix("sfmodels: note: ") }
    #expect(lines.count == 2)
  }

  @Test(arguments: [
    ("claude-opus-*", "BedrockAnthropicClaude48Opus"), ("claude-haiku-*", "BedrockAnthropicClaude45Haiku"),
    ("gpt-*-mini", "GPT56Luna"), ("codex-*", "GPT56Terra"),
  ])
  func whatAnswersForNamesOfFamiliesIsSaid(_ family: String, _ model: String) async throws {
    let words = "\(family) is sfdc_ai__Default\(model)"
    try await Served.onEmulator("--api", "llmg") { _ = try $0.child.awaits(words) }
    let client = family.hasPrefix("claude") ? "claude-code" : "codex"
    let printed = try await Call(["serve", "--emulator", "--api", "llmg", "--print-config", client]).run()
    #expect(printed.output.contains("# \(words)\n"), "\(printed.told)")
  }

  @Test(arguments: ["models", "llmg"])
  func aPromptIsAnswered(_ api: String) async throws {
    let answer = try await Served.onEmulator("--api", api) {
      try $0.ask("POST /v1/chat/completions", body: Served.chat())
    }
    #expect(answer.hasPrefix("HTTP/1.1 200 OK\r\n"))
    #expect(answer.contains(#""object":"chat.completion""#))
  }

  @Test(arguments: ["models", "llmg"])
  func aStreamComesToItsEnd(_ api: String) async throws {
    let answer = try await Served.onEmulator("--api", api) {
      try $0.ask("POST /v1/chat/completions", body: Served.chat(streams: true))
    }
    #expect(answer.lowercased().contains("content-type: text/event-stream"))
    #expect(answer.contains("X-Stream-Downgraded: true") == (api == "models"))
    #expect(answer.hasSuffix("data: [DONE]\n\n\r\n0\r\n\r\n"))
  }

  @Test func aKeyIsAskedFor() async throws {
    let environment = ["SFMODELS_SERVE_KEY": "sk-of-the-test"]
    let answers = try await Served.onEmulator(with: environment) { served in
      try [[], ["Authorization: Bearer wrong"], ["Authorization: Bearer sk-of-the-test"]].map {
        let client = try served.client()
        client.write(
          Served.request("POST /v1/chat/completions", ["Connection: close"] + $0, body: Served.chat()))
        return client.readAll()
      }
    }
    #expect(answers.map { $0.prefix(12) } == ["HTTP/1.1 401", "HTTP/1.1 401", "HTTP/1.1 200"])
  }

  @Test func nothingIsServedToThePublicWithoutAKey() async throws {
    let told = try await Call(["serve", "--emulator", "--host", "0.0.0.0", "--port", "0"]).run().told
    #expect(told.exit == 2)
    #expect(told.output == "")
    #expect(told.errors.contains("0.0.0.0"))
  }

  @Test(arguments: [
    ("Origin: https://evil.example", "127.0.0.1", "403"), ("Origin: null", "127.0.0.1", "403"),
    ("Origin: http://localhost:3000", "127.0.0.1", "200"), ("X-None: 1", "rebound.example", "403"),
    ("X-None: 1", "localhost", "200"), ("X-None: 1", "127.0.0.1.evil.example", "403"),
  ])
  func webPagesOfOthersAreRefused(_ field: String, _ host: String, _ status: String) async throws {
    let answer = try await Served.onEmulator {
      try $0.ask("POST /v1/chat/completions", field, body: Served.chat(), host: host)
    }
    #expect(answer.hasPrefix("HTTP/1.1 \(status) "))
  }

  @Test func whatIsTooLargeIsRefused() async throws {
    let (body, head) = try await Served.onEmulator { served in
      let client = try served.client()
      client.write(
        "POST /v1/chat/completions HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: \((32 << 20) + 1)\r\n\r\n")
      let field = "X-Long: " + String(repeating: "a", count: 64 << 10)
      return (client.readAll(), try served.ask("GET /health", field))
    }
    #expect(body.hasPrefix("HTTP/1.1 413 "))
    #expect(head.hasPrefix("HTTP/1.1 431 "))
  }
}
