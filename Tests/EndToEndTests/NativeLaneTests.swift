import Testing

/// Requests that travel as they are, through the built program to the pretend org's native endpoints.
@Suite struct NativeLaneTests {
  private static func messages(_ prompt: String, _ more: String = "", model: String = "claude-opus-4-5")
    -> String
  {
    #"{"model":"\#(model)","max_tokens":99,"messages":[{"role":"user","content":"\#(prompt)"}]\#(more)}"#
  }

  private static func ask(_ body: String, _ words: String...) async throws -> (answer: String, log: String) {
    let path = body.contains(#""input""#) ? "/v1/responses" : "/v1/messages"
    return try await onThread {
      var call = Call(["serve", "--emulator", "--port", "0", "--api", "llmg"] + words)
      call.limit = 120
      let served = try Served(call)
      defer { served.child.send(9) }
      let answer = try served.ask("POST \(path)", "anthropic-version: 2023-06-01", body: body)
      return (answer, try served.child.awaits(" id=req_"))
    }
  }

  @Test(arguments: ["", #","stream":true"#])
  func messagesOfClaudeAreNative(_ stream: String) async throws {
    let (answer, log) = try await Self.ask(Self.messages("Hi", stream))
    #expect(answer.hasPrefix("HTTP/1.1 200 OK\r\n"))
    #expect(answer.contains("\r\nX-Sfmodels-Lane: native\r\n"))
    #expect(answer.contains(stream.isEmpty ? #""type":"message""# : "event: message_start\ndata: {"))
    #expect(stream.isEmpty || answer.contains("event: message_stop\ndata: {"))
    #expect(log.contains(" lane=native in="))
  }

  @Test(arguments: [false, true])
  func responsesOfGPTAreNative(_ streams: Bool) async throws {
    let (answer, log) = try await Self.ask(#"{"model":"gpt-5","input":"Hi","stream":\#(streams)}"#)
    #expect(answer.hasPrefix("HTTP/1.1 200 OK\r\n"))
    #expect(answer.contains("\r\nX-Sfmodels-Lane: native\r\n"))
    #expect(answer.contains(streams ? "event: response.completed\n" : #""object":"response""#))
    #expect(log.contains(" lane=native in="))
  }

  @Test(arguments: [
    messages("Hi", model: "claude-opus-9-9"), messages("Hi", model: "claude-haiku-9"),
    #"{"model":"gpt-9.9-codex","input":"Hi"}"#, #"{"model":"o9-mini","input":"Hi"}"#,
  ])
  func namesNeverSeenLeadToModelsOfTheOrg(_ body: String) async throws {
    let (answer, _) = try await Self.ask(body)
    #expect(answer.hasPrefix("HTTP/1.1 200 OK\r\n"), "\(answer)")
    #expect(answer.contains("\r\nX-Sfmodels-Lane: native\r\n"))
  }

  /// The pretend org refuses what the real one is known to refuse.
  @Test(arguments: [
    messages(
      "Hi", #","thinking":{"type":"enabled","budget_tokens":9000},"temperature":1.0,"top_p":0.9,"top_k":5"#),
    messages("Hi", #","anthropic_version":"2023-06-01","stream":true"#),
    #"{"model":"gpt-5","input":"Hi","reasoning":{"effort":"max"},"temperature":1.0,"top_p":1}"#,
  ])
  func whatTheGatewayRefusesIsTakenOut(_ body: String) async throws {
    let (answer, _) = try await Self.ask(body, "--lane", "native")
    #expect(answer.hasPrefix("HTTP/1.1 200 OK\r\n"), "\(answer)")
    #expect(answer.contains("\r\nX-Sfmodels-Lane: native\r\n"))
  }

  @Test(arguments: [
    (["--lane", "translated"], messages("Hi")),
    (["--lane", "translated"], #"{"model":"gpt-5","input":"Hi"}"#),
    ([], messages("Hi", model: "gpt-5")), ([], #"{"model":"claude-opus-4-5","input":"Hi"}"#),
  ])
  func allElseIsTranslated(_ words: [String], _ body: String) async throws {
    let path = body.contains(#""input""#) ? "/v1/responses" : "/v1/messages"
    let answer = try await onThread {
      var call = Call(["serve", "--emulator", "--port", "0", "--api", "llmg"] + words)
      call.limit = 120
      let served = try Served(call)
      defer { served.child.send(9) }
      return try served.ask("POST \(path)", "anthropic-version: 2023-06-01", body: body)
    }
    #expect(answer.hasPrefix("HTTP/1.1 200 OK\r\n"))
    #expect(answer.contains("\r\nX-Sfmodels-Lane: translated\r\n"))
  }

  @Test(arguments: [
    (messages("Hi", model: "llmgateway__BedrockAnthropicClaude45Opus"), "404"),
    (messages("Hi", model: "gpt-5"), "400"),
    (#"{"model":"claude-opus-4-5","input":"Hi"}"#, "400"),
  ])
  func aRefusalOfTheNativeLanePasses(_ body: String, _ status: String) async throws {
    let (answer, _) = try await Self.ask(body, "--lane", "native")
    #expect(answer.hasPrefix("HTTP/1.1 \(status) "), "\(answer)")
    #expect(answer.contains("\r\nX-Sfmodels-Lane: native\r\n"))
  }

  @Test(arguments: ["corrupt", "cut", "error"])
  func aStreamThatBreaksSaysSo(_ behavior: String) async throws {
    let (answer, _) = try await Self.ask(
      Self.messages("Tell me a long story. [[stream: \(behavior)]]", #","stream":true"#))
    #expect(answer.hasPrefix("HTTP/1.1 200 OK\r\n"))
    #expect(answer.contains("event: message_start\n") && !answer.contains("event: message_stop\n"))
    #expect(answer.contains("event: error\ndata: {\"type\":\"error\""), "\(answer)")
  }

  @Test(arguments: ["split", "bytes"])
  func aStreamMayArriveInPieces(_ behavior: String) async throws {
    let (answer, _) = try await Self.ask(Self.messages("Hi [[stream: \(behavior)]]", #","stream":true"#))
    #expect(answer.contains("event: message_start\n") && answer.contains("event: message_stop\n"))
  }
}
