import HTTPTypes
import TestSupport
import Testing
import Wire

@testable import CompatibleServer

struct AccessLogTests {
  private static let secretPrompt = "my-secret-prompt"

  /// What the log says of some requests, one after the other.
  private func log(
    _ format: AccessLogFormat, _ turns: [ScriptedService.Reply],
    _ ask: (CompatibleServer) async throws -> Void
  ) async throws -> [String] {
    let lines = Recorder<String>()
    let server = CompatibleServer(
      ScriptedService(turns), .gateway,
      .sample(.serving(step: 0.005)) {
        $0.log = { lines.record($0) }
        $0.logFormat = format
        $0.keys = ["my-secret-key"]
      })
    try await ask(server)
    return lines.entries
  }

  private static let key = [("Authorization", "Bearer my-secret-key")]

  private static func chat(_ more: String = "") -> String {
    """
    {"model":"gpt-4o-mini","messages":[{"role":"user","content":"\(secretPrompt)"}]\(more)}
    """
  }

  @Test func aRequestIsOneLine() async throws {
    let lines = try await log(.text, [.chat("Hello"), .chat("Hello")]) { server in
      for _ in 1...2 {
        _ = try await server.ask(
          .post, "/v1/chat/completions?q=my-secret-query", Self.key,
          body: Self.chat(#","logit_bias":{"1":2}"#))
      }
    }
    #expect(lines.count == 2)
    #expect(
      lines.first == """
        2026-11-21T15:20:00.004Z POST /v1/chat/completions 200 15ms 519B model=gpt-4o-mini in=24 out=21 \
        upstream=0ms id=req_1 trace=00000000000000010000000000000001 span=0000000000000001 ignored=logit_bias
        """)
    #expect(lines.last?.hasSuffix(" span=0000000000000001") == true, "a setting is named once")
  }

  @Test func aStreamIsOneLineAtItsEnd() async throws {
    let frames = ScriptedService.frames([#"{"content":"Hel"}"#, #"{"content":"lo"}"#])
    let lines = try await log(.json, [.stream([Array(frames.utf8)])]) { server in
      _ = try await server.ask(
        .post, "/v1/chat/completions", Self.key, body: Self.chat(#","stream":true"#))
    }
    let line = try #require(lines.first)
    #expect(lines.count == 1)
    let json = try JSONValue(decoding: line)
    #expect(
      json.object?.members.map(\.name) == [
        "time", "method", "path", "status", "ms", "bytes", "model", "input_tokens", "output_tokens",
        "upstream_ms", "first_event_ms", "events", "stream", "request_id", "trace_id", "span_id",
      ])
    #expect(json["stream"] == true)
    #expect(json["output_tokens"] == 21)
  }

  @Test func aClientThatGoesAwayLeavesALine() async throws {
    let lines = try await log(.text, [.stream([Array(ScriptedService.frames([#"{"content":"a"}"#]).utf8)])]) {
      server in
      _ = try await server.reply(
        .post, "/v1/chat/completions", Self.key, body: Self.chat(#","stream":true"#))
    }
    #expect(
      lines == [
        "2026-11-21T15:20:00.004Z POST /v1/chat/completions 200 15ms 0B model=gpt-4o-mini upstream=0ms stream id=req_1 trace=00000000000000010000000000000001 span=0000000000000001"
      ])
  }

  @Test(arguments: AccessLogFormat.allCases)
  func nothingThatIsNobodysBusinessIsLogged(_ format: AccessLogFormat) async throws {
    let lines = try await log(
      format,
      [.chat("my-secret-answer"), .answer(status: 400, #"{"message":"my-secret-refusal"}"#)]
    ) { server in
      let query = "/v1/chat/completions?api_key=my-secret-key"
      _ = try await server.ask(.post, query, Self.key, body: Self.chat())
      _ = try await server.ask(.post, query, Self.key, body: Self.chat())
      _ = try await server.ask(.post, query, [("x-api-key", "my-secret-other")], body: Self.chat())
      _ = try await server.ask(.post, query, Self.key, body: #"{"model":"m","messages":"my-secret"}"#)
      _ = try await server.ask(.get, "/v1/models", host: "my-secret.example.com", Self.key)
    }
    #expect(lines.count == 5)
    #expect(lines.filter { $0.contains("secret") } == [])
  }

  @Test func noClientCanWriteALineOfItsOwn() async throws {
    let lines = try await log(.text, [.chat("a")]) { server in
      _ = try await server.ask(
        .post, "/v1/chat/completions", Self.key,
        body: #"{"model":"a\nb c","messages":[{"role":"user","content":"x"}]}"#)
      _ = try await server.ask(.get, "/a b\(String(repeating: "x", count: 300))", Self.key)
    }
    #expect(lines.count == 2)
    #expect(lines[0].contains(#" model="a\nb c" in=24"#))
    #expect(lines[1].contains("\"/a b" + String(repeating: "x", count: 196) + "…\" 404"))
  }

  @Test(arguments: AccessLogFormat.allCases)
  func noClientCommandsTheTerminalThatShowsTheLog(_ format: AccessLogFormat) async throws {
    let model = "é\u{7F}\u{9B}31m\u{202E}\u{2028}\u{E0001}" + String(repeating: "\u{301}", count: 110)
    let lines = try await log(format, [.chat("a")]) { server in
      _ = try await server.ask(
        .post, "/v1/chat/completions", Self.key,
        body: #"{"model":"\#(model)","messages":[{"role":"user","content":"x"}]}"#)
    }
    let shown =
      #""é\u007f\u009b31m\u202e\u2028\udb40\udc01"# + String(repeating: "\u{301}", count: 110) + "\""
    #expect(lines.count == 1)
    #expect(lines[0].unicodeScalars.contains(subsequence: shown))
  }
}

extension String.UnicodeScalarView {
  /// By scalars: for characters, a mark belongs to what stands before it.
  fileprivate func contains(subsequence text: String) -> Bool {
    firstRange(of: text.unicodeScalars) != nil
  }
}
