import OrgEmulator
import Testing
import Wire

@Suite struct GatewayStreamTests {
  private let org = TestOrg()

  private func stream(_ path: String, _ body: String) async throws -> Answer {
    try await org.send(gatewayRequest("\(path)/stream", body), token: org.signIn())
  }

  private func chat(_ prompt: String, _ members: String = "", model: String = gpt) -> String {
    #"{"model": "\#(model)", "messages": [{"role": "user", "content": "\#(prompt)"}]\#(members)}"#
  }

  @Test func promptsStreamAsCaptured() async throws {
    let answer = try await stream(
      "/generations", #"{"model": "\#(gemini)", "prompt": "[[reply: Hello you]]"}"#)
    #expect(answer.header("content-type") == "text/event-stream")
    #expect(
      answer.body == """
        event: generation
        data: {"id":"09f884c2-f0a2-489d-976d-b2fbb16376e7",\
        "generations":[{"id":"53bbfa48-627c-4a9a-b69a-840a1c114b91","text":"",\
        "parameters":{"finish_reason":null,"refusal":null,"index":0,"logprobs":null},\
        "generation_safety_score":null,"generation_content_quality":null}],"prompt":null,\
        "input_safety_score":null,"input_bias_score":null,"parameters":{"provider":"vertexai",\
        "created":1752941173,"model":"gemini-2.5-pro","system_fingerprint":null,\
        "object":"chat.completion.chunk"}}

        event: generation
        data: {"id":"09f884c2-f0a2-489d-976d-b2fbb16376e7",\
        "generations":[{"id":"53bbfa48-627c-4a9a-b69a-840a1c114b91","text":"Hello",\
        "parameters":{"finish_reason":null,"refusal":null,"index":0,"logprobs":null},\
        "generation_safety_score":null,"generation_content_quality":null}],"prompt":null,\
        "input_safety_score":null,"input_bias_score":null,"parameters":{"provider":"vertexai",\
        "created":1752941173,"model":"gemini-2.5-pro","system_fingerprint":null,\
        "object":"chat.completion.chunk"}}

        event: generation
        data: {"id":"09f884c2-f0a2-489d-976d-b2fbb16376e7",\
        "generations":[{"id":"53bbfa48-627c-4a9a-b69a-840a1c114b91","text":" you",\
        "parameters":{"finish_reason":"stop","refusal":null,"index":0,"logprobs":null},\
        "generation_safety_score":null,"generation_content_quality":null}],"prompt":null,\
        "input_safety_score":null,"input_bias_score":null,"parameters":{"provider":"vertexai",\
        "created":1752941173,"model":"gemini-2.5-pro","system_fingerprint":null,\
        "object":"chat.completion.chunk","usage":{"inputTokenCount":4,"outputTokenCount":2,\
        "totalTokenCount":6}}}

        event: generation
        data: [DONE]

        event: scoringStarted
        data: {}

        event: scores
        data: {"id":"09f884c2-f0a2-489d-976d-b2fbb16376e7",\
        "generations":[{"id":"53bbfa48-627c-4a9a-b69a-840a1c114b91","text":"Hello you",\
        "parameters":{"finish_reason":"stop","refusal":null,"index":0,"logprobs":null},\
        "generation_safety_score":{"severity_level":null,"safety_score":0.9999987,\
        "category_scores":{"toxicity":0.0,"hate":0.0,"identity":2.0e-5,"violence":2.0e-5,"physical":0.0,\
        "sexual":1.5e-4,"profanity":3.0e-5,"biased":0.0}},\
        "generation_content_quality":{"is_toxicity_detected":false,"is_bias_detected":null,\
        "bias_score":null}}],"prompt":null,"input_safety_score":null,"input_bias_score":null,\
        "parameters":null}

        event: scoringCompleted
        data: {}


        """)
  }

  @Test func chatsStreamTheSameInsideTheirDetails() async throws {
    let answer = try await stream(
      "/chat/generations", chat("[[reply: Hi]]", #", "enable_output_safety_scoring": false"#))
    #expect(
      answer.body == """
        event: generation
        data: {"id":"chatcmpl-vf9AfS5y6LL8z4CqPKywSuqSuqEYy",\
        "generation_details":{"generations":[{"id":"ae4219d1-c855-4596-8ee8-64f65bebbca9",\
        "role":"assistant","content":"","contents":null,"timestamp":1759312487,\
        "parameters":{"finish_reason":null,"refusal":null,"index":0,"logprobs":null},\
        "generation_safety_score":null,"generation_content_quality":null,"tool_invocations":null,\
        "log_probability_result":null,"web_search_result":null}],"parameters":{"provider":"openai",\
        "created":1759312487,"model":"gpt-4.1-2025-04-14","system_fingerprint":"fp_a509ee8e43",\
        "object":"chat.completion.chunk"}},"other_details":null}

        event: generation
        data: {"id":"chatcmpl-vf9AfS5y6LL8z4CqPKywSuqSuqEYy",\
        "generation_details":{"generations":[{"id":"ae4219d1-c855-4596-8ee8-64f65bebbca9",\
        "role":"assistant","content":"Hi","contents":null,"timestamp":1759312487,\
        "parameters":{"finish_reason":null,"refusal":null,"index":0,"logprobs":null},\
        "generation_safety_score":null,"generation_content_quality":null,"tool_invocations":null,\
        "log_probability_result":null,"web_search_result":null}],"parameters":{"provider":"openai",\
        "created":1759312487,"model":"gpt-4.1-2025-04-14","system_fingerprint":"fp_a509ee8e43",\
        "object":"chat.completion.chunk"}},"other_details":null}

        event: generation
        data: {"id":"chatcmpl-vf9AfS5y6LL8z4CqPKywSuqSuqEYy",\
        "generation_details":{"generations":[{"id":"ae4219d1-c855-4596-8ee8-64f65bebbca9",\
        "role":"assistant","content":"","contents":null,"timestamp":1759312487,\
        "parameters":{"finish_reason":"stop","refusal":null,"index":0,"logprobs":null},\
        "generation_safety_score":null,"generation_content_quality":null,"tool_invocations":null,\
        "log_probability_result":null,"web_search_result":null}],"parameters":{"provider":"openai",\
        "created":1759312487,"model":"gpt-4.1-2025-04-14","system_fingerprint":"fp_a509ee8e43",\
        "object":"chat.completion.chunk"}},"other_details":null}

        event: generation
        data: {"id":"chatcmpl-vf9AfS5y6LL8z4CqPKywSuqSuqEYy","generation_details":{"generations":[],\
        "parameters":{"provider":"openai","created":1759312487,"model":"gpt-4.1-2025-04-14",\
        "system_fingerprint":"fp_a509ee8e43","object":"chat.completion.chunk",\
        "usage":{"completion_tokens":1,"prompt_tokens":3,"total_tokens":4,\
        "prompt_tokens_details":{"cached_tokens":0,"audio_tokens":0},\
        "completion_tokens_details":{"reasoning_tokens":0,"audio_tokens":0,\
        "accepted_prediction_tokens":0,"rejected_prediction_tokens":0}}}},"other_details":null}

        event: generation
        data: [DONE]


        """)
  }

  /// One line for each event: its name and, of a frame, the words, the calls, the finish reason and the usage.
  private func outline(_ body: String) throws -> [String] {
    try body.split(separator: "\n\n").map { event in
      let lines = event.split(separator: "\n")
      let name = lines.first { $0.hasPrefix("event: ") }?.dropFirst("event: ".count) ?? "-"
      let data = lines.last?.dropFirst("data: ".count) ?? ""
      guard name == "generation" || name == "-", data.hasPrefix("{") else { return "\(name) \(data)" }
      return try outline(JSONValue(decoding: String(data)))
    }
  }

  private func outline(_ frame: JSONValue) -> String {
    let details = frame["generation_details"] ?? frame
    let generations = details["generations"]?.array?.map { generation in
      let parameters = generation["parameters"]
      let parts = [
        generation["content"]?.text ?? generation["text"]?.text, generation["tool_invocations"]?.text,
        parameters?["finish_reason"]?.text, parameters?["generated_tokens"]?.text,
      ]
      return parts.compactMap(\.self).joined(separator: " ")
    }
    let usage = details["parameters"]?["usage"]?.object.map { "usage:\($0.members[0].name)" }
    return ((generations ?? ["-"]) + (usage.map { [$0] } ?? [])).joined(separator: " | ")
  }

  private func outline(_ path: String, _ body: String) async throws -> [String] {
    try outline(try await stream(path, body).body)
  }

  private let quiet = #", "enable_output_safety_scoring": false"#

  @Test(arguments: [
    (gpt, [#""""#, #""so""#, #"" be""#, #""" "stop""#, "usage:completion_tokens", "generation [DONE]"]),
    (claude, [#""""#, #""so""#, #"" be""#, #""" "stop""#, "- | usage:inputTokens", "generation [DONE]"]),
    (gemini, [#""""#, #""so""#, #"" be" "stop" | usage:inputTokenCount"#, "generation [DONE]"]),
    ("xgen_stream", [#""""#, #""so""#, #"" be""#, #""" "stop" 2"#, "generation [DONE]"]),
  ])
  func eachProviderCountsInItsPlace(_ model: String, _ expected: [String]) async throws {
    #expect(try await outline("/chat/generations", chat("[[reply: so be]]", quiet, model: model)) == expected)
  }

  private static let tools = """
    , "tools": [{"type": "function", "function": {"name": "f", "parameters": {"type": "object",
    "properties": {"city": {"type": "string"}}}}}, {"type": "function", "function": {"name": "g"}}]
    """

  @Test(arguments: [
    (
      gpt,
      [
        #"[{"id":"ID","type":"function","index":0,"function":{"name":"f","arguments":""}}]"#,
        #"[{"id":"","type":"function","index":0,"function":{"name":"","arguments":"{\"city\":\"Par"}}]"#,
        #"[{"id":"","type":"function","index":0,"function":{"name":"","arguments":"is\"}"}}]"#,
        #"[{"id":"ID","type":"function","index":1,"function":{"name":"g","arguments":""}}]"#,
        #"[{"id":"","type":"function","index":1,"function":{"name":"","arguments":"{}"}}]"#,
        #""tool_calls""#,
      ]
    ),
    (
      claude,
      [
        #"[{"id":"ID","type":"function","index":0,"function":{"name":"f","arguments":"{\"city\":\"Paris\"}"}},{"id":"ID","type":"function","index":1,"function":{"name":"g","arguments":"{}"}}]"#,
        #""tool_use""#,
      ]
    ),
    (
      gemini,
      [
        #"[{"id":"ID","type":"function","function":{"name":"f","arguments":"{\"city\":\"Paris\"}"}},{"id":"ID","type":"function","function":{"name":"g","arguments":"{}"}}] "tool_calls""#
      ]
    ),
  ])
  func callsComeAsEachProviderWritesThem(_ model: String, _ expected: [String]) async throws {
    let frames = try await outline(
      "/chat/generations", chat("[[tool: f]] [[tool: g]]", Self.tools + quiet, model: model))
    let calls = frames.dropFirst().prefix(expected.count).map {
      $0.dropFirst(3).replacing(/(call|tooluse)_[A-Za-z0-9]{24}/, with: "ID").split(separator: " | ")[0]
    }
    #expect(calls.map(String.init) == expected)
  }

  @Test func severalGenerationsTakeTurns() async throws {
    let body = #"{"model": "\#(gemini)", "prompt": "[[reply: so be]]", "num_generations": 2\#(quiet)}"#
    let indices = try await stream("/generations", body).body.split(separator: "\n").compactMap {
      try? JSONValue(decoding: String($0.dropFirst(6)))["generations"]?.array?[0]["parameters"]?["index"]?.int
    }
    #expect(indices == [0, 1, 0, 1, 0, 1])
  }

  @Test func theScoresHoldTheWholeTextAgain() async throws {
    let events = try await stream("/chat/generations", chat("[[reply: so be]]")).body.split(separator: "\n\n")
    #expect(
      events.suffix(3).map { $0.split(separator: "\n")[0] } == [
        "event: scoringStarted", "event: scores", "event: scoringCompleted",
      ])
    let scores = try JSONValue(
      decoding: String(events[events.count - 2].split(separator: "\n")[1].dropFirst(6)))
    let generation = scores["generation_details"]?["generations"]?.array?[0]
    #expect(generation?["content"] == "so be")
    #expect(generation?["generation_safety_score"]?["safety_score"] == .number("0.9999987"))
  }

  private static let whole = [
    #""""#, #""so""#, #"" be""#, #"" it""#, #""" "stop""#, "usage:completion_tokens",
  ]
  private static let scoring = ["scoringStarted {}", "scores", "scoringCompleted {}"]

  @Test(arguments: [
    ("", whole + ["generation [DONE]"] + scoring),
    ("no-done", whole + scoring),
    ("bare-done", whole + ["generation DONE"] + scoring),
    ("scores-first", whole + scoring + ["generation [DONE]"]),
    ("cut", Array(whole.prefix(2))),
    (
      "error",
      whole.prefix(2) + [
        #"error {"errorCode":"INTERNAL_ERROR","messageCode":"E00001","message":"Internal server error"}"#
      ]
    ),
    ("garbage", [#""assistant:""#] + whole.dropFirst() + ["generation [DONE]"] + scoring),
    ("unnamed no-done", whole + scoring),
  ])
  func streamsMisbehaveOnRequest(_ behaviors: String, _ expected: [String]) async throws {
    let outline = try await outline(
      "/chat/generations", chat("[[stream: \(behaviors)]] [[reply: so be it]]"))
    #expect(outline.map { $0.hasPrefix("scores ") ? "scores" : $0 } == expected)
  }

  @Test func aConnectionBreaksOnRequest() async throws {
    await #expect(throws: HTTPFailure.self) {
      try await stream("/chat/generations", chat("[[stream: reset]] [[reply: so be it]]"))
    }
  }

  @Test func eventsComeOneByOneWithPauses() async throws {
    let org = TestOrg { $0.streamPause = .milliseconds(5) }
    let pieces = try await org.pieces(
      gatewayRequest("/chat/generations/stream", chat("[[reply: so]]", quiet)), token: org.signIn())
    #expect(pieces.allSatisfy { $0.hasPrefix("event: generation\ndata: ") && $0.hasSuffix("\n\n") })
    #expect(pieces.count == 5)
    #expect(org.paused == Array(repeating: .milliseconds(5), count: 4))
  }

  @Test(arguments: [("split", 7), ("bytes", 1), ("split crlf", 7)])
  func eventsAreSplitOnRequest(_ behaviors: String, _ length: Int) async throws {
    let body = chat("[[stream: \(behaviors)]] [[reply: über so]]", quiet)
    let org = TestOrg { $0.streamPause = .zero }
    let (request, token) = (gatewayRequest("/chat/generations/stream", body), try await org.signIn())
    var lengths: Set<Int> = []
    for piece in try await org.pieces(request, token: token) { lengths.insert(piece.utf8.count) }
    #expect(lengths.contains(length))
  }

  @Test func linesEndAsInHTTPOnRequest() async throws {
    let answer = try await stream("/chat/generations", chat("[[stream: crlf]] [[reply: so]]", quiet))
    #expect(answer.body.hasPrefix("event: generation\r\ndata: {"))
    #expect(answer.body.hasSuffix("event: generation\r\ndata: [DONE]\r\n\r\n"))
  }

  @Test(arguments: [("[[status: 503]]", 503), ("[[status: 429 once]]", 429)])
  func anErrorBeforeTheStreamIsJSON(_ prompt: String, _ status: Int) async throws {
    let answer = try await stream("/chat/generations", chat(prompt))
    #expect(answer.status == status)
    #expect(answer.header("content-type") == "application/json")
  }
}
