import HTTPTypes
import OrgEmulator
import Testing
import Wire

/// A way to ask the org for an answer: a surface, whole or streamed.
enum ScriptSurface: String, CaseIterable, Sendable, CustomTestStringConvertible {
  case models, gateway, gatewayStream, messages, messagesStream, responses, responsesStream

  var testDescription: String { rawValue }

  private static let parameters =
    #"{"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]}"#

  /// A request that offers `get_weather`.
  func request(_ prompt: String) -> String {
    switch self {
    case .models:
      return platformRequest(
        "\(mini)/chat-generations",
        JSONValue.object([
          "messages": [
            ["role": "system", "content": .string(Self.worded)],
            ["role": "user", "content": .string(prompt)],
          ]
        ]).text)
    case .gateway, .gatewayStream:
      return gatewayRequest(
        self == .gateway ? "/chat/generations" : "/chat/generations/stream",
        #"{"model": "\#(gpt)", "messages": [{"role": "user", "content": "\#(prompt)"}], "tools": "#
          + #"[{"type": "function", "function": {"name": "get_weather", "parameters": \#(Self.parameters)}}]}"#
      )
    case .messages, .messagesStream:
      return gatewayRequest(
        "/model/\(claude)/\(self == .messages ? "invoke" : "invoke-with-response-stream")",
        #"{\#(NativeMessageTests.frame), "messages": [{"role": "user", "content": "\#(prompt)"}], "tools": "#
          + #"[{"name": "get_weather", "input_schema": \#(Self.parameters)}]}"#)
    case .responses, .responsesStream:
      return gatewayRequest(
        "/responses",
        #"{"model": "\#(gpt)", "stream": \#(self == .responsesStream), "input": "\#(prompt)", "tools": "#
          + #"[{"type": "function", "name": "get_weather", "parameters": \#(Self.parameters)}]}"#)
    }
  }

  private static let worded = """
    These functions can be called for you.
    {"name": "get_weather", "parameters": \(parameters)}
    To call one, answer {"tool_calls": [{"name": "NAME", "arguments": {}}]}
    """

  /// What an answer says and calls: a status, or a text and calls.
  func outcome(_ bytes: [UInt8]) throws -> String {
    switch self {
    case .models: return try Self.generation(JSONValue(decoding: bytes)["generationDetails"])
    case .gateway: return try Self.generation(JSONValue(decoding: bytes)["generation_details"])
    case .gatewayStream: return try Self.streamed(Self.events(bytes))
    case .messages: return try Self.blocks(JSONValue(decoding: bytes)["content"])
    case .messagesStream: return try Self.streamedBlocks(EventStreamReading(bytes).events)
    case .responses: return try Self.items(JSONValue(decoding: bytes)["output"])
    case .responsesStream: return try Self.items(Self.events(bytes).last?["response"]?["output"])
    }
  }

  private static func events(_ bytes: [UInt8]) throws -> [JSONValue] {
    try String(decoding: bytes, as: UTF8.self).split(separator: "\n").filter { $0.hasPrefix("data: {") }
      .map { try JSONValue(decoding: String($0.dropFirst("data: ".count))) }
  }

  private static func generation(_ details: JSONValue?) -> String {
    let generation = details?["generations"]?.array?.first
    let calls = generation?["tool_invocations"]?.array?.map { call in
      "\(call["function"]?["name"]?.string ?? "") \(call["function"]?["arguments"]?.string ?? "")"
    }
    return ([generation?["content"]?.string ?? ""] + (calls ?? [])).filter { !$0.isEmpty }.joined(
      separator: " | ")
  }

  private static func streamed(_ events: [JSONValue]) -> String {
    // The scores repeat the whole text; they come last.
    let frames = events.compactMap { $0["generation_details"] }.filter { $0["parameters"] != nil }
    let parts = frames.compactMap { $0["generations"]?.array?.first }
    let calls = parts.compactMap { $0["tool_invocations"]?.array?.first?["function"] }
    let text = parts.compactMap { $0["content"]?.string }.joined()
    let call = [
      calls.compactMap { $0["name"]?.string }.joined(), calls.compactMap { $0["arguments"]?.string }.joined(),
    ]
    .joined(separator: " ")
    return [text, call].filter { $0 != " " && !$0.isEmpty }.joined(separator: " | ")
  }

  private static func blocks(_ content: JSONValue?) -> String {
    (content?.array ?? []).map { block in
      block["text"]?.string ?? "\(block["name"]?.string ?? "") \(block["input"]?.text ?? "")"
    }.joined(separator: " | ")
  }

  private static func streamedBlocks(_ events: [JSONValue]) -> String {
    let starts = events.compactMap { $0["content_block"] }
    return starts.indices.map { index in
      let deltas = events.filter { $0["index"]?.int == index }.compactMap { $0["delta"] }
      let json = deltas.compactMap { $0["partial_json"]?.string }.joined()
      let text = deltas.compactMap { $0["text"]?.string }.joined()
      return starts[index]["name"]?.string.map { "\($0) \(json)" } ?? text
    }.joined(separator: " | ")
  }

  private static func items(_ output: JSONValue?) -> String {
    (output?.array ?? []).map { item in
      item["content"]?.array?.first?["text"]?.string
        ?? "\(item["name"]?.string ?? "") \(item["arguments"]?.string ?? "")"
    }.joined(separator: " | ")
  }
}

@Suite struct ScriptSurfaceTests {
  private static let script = #"""
    {"reply": "Hello."}
    {"reply": "Looking.", "tool_calls": [{"name": "get_weather", "arguments": {"city": "Oslo"}}], "wait": "2s"}
    {"status": 429, "retry_after": 3}
    {"wait": 1}
    {"tool_calls": [{"name": "get_weather"}]}
    """#

  @Test(arguments: ScriptSurface.allCases)
  func turnsArePlayedInOrder(_ surface: ScriptSurface) async throws {
    let script = try ScriptedTurn.script(decoding: Array(Self.script.utf8))
    let org = TestOrg {
      $0.script = script
      $0.streamPause = .zero
    }
    var outcomes: [String] = []
    for _ in 0..<5 {
      // A token and the list of models take no turn.
      let token = try await org.signIn()
      let answer = try await org.raw(surface.request("Is it raining in Rome?"), token: token)
      outcomes.append(answer.status == 200 ? try surface.outcome(answer.body) : "\(answer.status)")
    }
    let isWorded = surface == .models
    #expect(
      outcomes == [
        "Hello.",
        isWorded
          ? #"{"text":"Looking.","tool_calls":[{"name":"get_weather","arguments":{"city":"Oslo"}}]}"#
          : #"Looking. | get_weather {"city":"Oslo"}"#,
        "429",
        isWorded
          ? #"{"tool_calls":[{"name":"get_weather","arguments":{"city":"Rome"}}]}"#
          : #"get_weather {"city":"Rome"}"#,
        outcomes[4],
      ])
    #expect(outcomes[4].contains("Is it raining in Rome?"))
    #expect(org.paused == [.seconds(2), .seconds(1)])
  }

  @Test(arguments: ScriptSurface.allCases)
  func aToolIsCalledWhereTheTaskNeedsIt(_ surface: ScriptSurface) async throws {
    let org = TestOrg()
    let answer = try await org.raw(surface.request("What is the weather in Paris?"), token: org.signIn())
    #expect(
      try surface.outcome(answer.body)
        == (surface == .models
          ? #"{"tool_calls":[{"name":"get_weather","arguments":{"city":"Paris"}}]}"#
          : #"get_weather {"city":"Paris"}"#))
    let plain = try await org.raw(surface.request("Say hello."), token: org.signIn())
    #expect(try surface.outcome(plain.body).contains("“Say hello.”"))
  }
}

extension TestOrg {
  /// Status and body as they come.
  fileprivate func raw(_ request: String, token: String) async throws -> (status: Int, body: [UInt8]) {
    let answer = try await reply(request, token: token)
    return (answer.head.status.code, answer.body)
  }
}
