import OrgEmulator
import Testing
import Wire

@Suite struct NativeMessageTests {
  private let org = TestOrg()

  static let frame = #""anthropic_version": "bedrock-2023-05-31", "max_tokens": 1000"#

  private func body(_ prompt: String, _ members: String = "") -> String {
    #"{\#(Self.frame), "messages": [{"role": "user", "content": "\#(prompt)"}]\#(members)}"#
  }

  private func ask(_ body: String, model: String = claude) async throws -> Answer {
    try await org.send(gatewayRequest("/model/\(model)/invoke", body), token: org.signIn())
  }

  private func bytes(_ body: String) async throws -> [UInt8] {
    try await org.bytes(
      gatewayRequest("/model/\(claude)/invoke-with-response-stream", body), token: org.signIn())
  }

  @Test func aMessageComesWhole() async throws {
    let answer = try await ask(body("[[reply: Hello you]]"))
    #expect(answer.header("content-type") == "application/json")
    #expect(
      try answer.json.without("id") == [
        "model": "claude-sonnet-4-5-20250929", "type": "message", "role": "assistant",
        "content": [["type": "text", "text": "Hello you"]], "stop_reason": "end_turn", "stop_sequence": nil,
        "usage": [
          "input_tokens": 4, "cache_creation_input_tokens": 0, "cache_read_input_tokens": 0,
          "output_tokens": 2,
        ],
      ])
    #expect(try answer.json["id"]?.string?.hasPrefix("msg_bdrk_01") == true)
  }

  @Test func aStreamBringsAnthropicsEventsInTheirOrder() async throws {
    let stream = try EventStreamReading(await bytes(body("[[reply: Hello you]]")))
    #expect(stream.rest.isEmpty)
    #expect(
      stream.frames.allSatisfy {
        $0.headers == [
          ":event-type": "chunk", ":content-type": "application/json", ":message-type": "event",
        ]
      })
    let events = try stream.events
    #expect(events[0]["message"]?["usage"]?["input_tokens"] == 4)
    #expect(
      events.dropFirst().map(\.text) == [
        #"{"type":"ping"}"#,
        #"{"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}"#,
        #"{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Hello"}}"#,
        #"{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":" you"}}"#,
        #"{"type":"content_block_stop","index":0}"#,
        #"{"type":"message_delta","delta":{"stop_reason":"end_turn","stop_sequence":null},"#
          + #""usage":{"input_tokens":4,"cache_creation_input_tokens":0,"cache_read_input_tokens":0,"#
          + #""output_tokens":2}}"#,
        #"{"type":"message_stop","amazon-bedrock-invocationMetrics":{"inputTokenCount":4,"#
          + #""outputTokenCount":2,"invocationLatency":42,"firstByteLatency":7,"#
          + #""cacheReadInputTokenCount":0,"cacheWriteInputTokenCount":0}}"#,
      ])
  }

  private static let tools = """
    , "tools": [{"name": "get_weather", "input_schema": {"type": "object",
      "properties": {"city": {"type": "string"}}, "required": ["city"]}},
     {"name": "getTime", "type": "custom", "input_schema": {"type": "object", "properties": {}}}]
    """

  /// The blocks as words.
  private func outcome(_ answer: Answer) throws -> [String] {
    guard let blocks = try answer.json["content"]?.array else { return [answer.summary] }
    return blocks.map { block in
      switch block["type"]?.string {
      case "tool_use": "\(block["name"]?.string ?? "") \(block["input"]?.text ?? "")"
      case "text": block["text"]?.string ?? ""
      default: block["type"]?.string ?? ""
      }
    }
  }

  @Test(arguments: [
    ("What is the weather in Paris?", "", [#"get_weather {"city":"Paris"}"#]),
    ("[[reply: hello]]", "", ["hello"]),
    ("[[reply: hello]]", #", "tool_choice": {"type": "any"}"#, [#"get_weather {"city":"Paris"}"#]),
    ("[[reply: hello]]", #", "tool_choice": {"type": "tool", "name": "getTime"}"#, ["getTime {}"]),
    ("weather in Rome [[reply: no]]", #", "tool_choice": {"type": "none"}"#, ["no"]),
    (
      "[[tool: getTime]] [[tool: get_weather]]",
      #", "tool_choice": {"type": "auto", "disable_parallel_tool_use": true}"#, ["getTime {}"]
    ),
    (
      "weather in Oslo", #", "thinking": {"type": "adaptive"}"#,
      ["thinking", #"get_weather {"city":"Oslo"}"#]
    ),
    (
      "<system-reminder>\\nUse getTime.\\n</system-reminder>[[reply: fine]]", "", ["fine"]
    ),
  ])
  func callsWhatIsWanted(_ prompt: String, _ members: String, _ expected: [String]) async throws {
    #expect(try outcome(await ask(body(prompt, Self.tools + members))) == expected)
  }

  private func conversation(_ content: String) -> String {
    """
    {\(Self.frame)\(Self.tools), "messages": [{"role": "user", "content": "weather in Paris"},
      {"role": "assistant", "content": [
        {"type": "thinking", "thinking": "Hm.", "signature": "c2ln"},
        {"type": "tool_use", "id": "toolu_1", "name": "get_weather", "input": {"city": "Paris"}}]},
      {"role": "system", "content": "Stay calm."},
      {"role": "user", "content": [\(content)]}]}
    """
  }

  @Test(arguments: [
    (#"{"type": "tool_result", "tool_use_id": "toolu_1", "content": "21 °C"}"#, "21 °C"),
    (
      #"{"type": "tool_result", "tool_use_id": "toolu_1", "content": [{"type": "text", "text": "mild"}]}"#
        + #", {"type": "text", "text": "<system-reminder>get_weather!</system-reminder>"}"#,
      "mild"
    ),
  ])
  func whatAToolSaysIsUsed(_ content: String, _ said: String) async throws {
    #expect(
      try outcome(await ask(conversation(content))) == ["The tools of this pretend org say: “\(said)”."])
  }

  @Test(arguments: [
    (#"{"type": "text", "text": "hello"}"#, "`tool_use` ids were found without"),
    (#"{"type": "tool_result", "tool_use_id": "toolu_2"}"#, "unexpected `tool_use_id` found"),
    (#"{"type": "tool_result", "content": "x"}"#, "Field is required"),
    (#"{"type": "sound"}"#, "Expected one of text, image"),
    (#"{"type": "image", "source": {"type": "url", "url": "https://a.example/"}}"#, "Expected one of base64"),
    (
      #"{"type": "image", "source": {"type": "base64", "media_type": "image/tiff", "data": "AAAA"}}"#,
      "Expected one of image/jpeg"
    ),
    (
      #"{"type": "image", "source": {"type": "base64", "media_type": "image/png", "data": "?"}}"#,
      "Expected base64."
    ),
  ])
  func brokenConversationsAreRefused(_ content: String, _ words: String) async throws {
    let answer = try await ask(conversation(content))
    #expect(answer.status == 400)
    #expect(try answer.json["message"]?.string?.hasPrefix(words) == true, "\(answer.body)")
  }

  @Test(arguments: [
    (#""model": "claude""#, "model: Extra inputs are not permitted"),
    (#""stream": true"#, "stream: Extra inputs are not permitted"),
    (#""thinking": {"type": "enabled", "budget_tokens": 1024}"#, "thinking.type: 'enabled' is not supported"),
    (#""thinking": {"type": "adaptive"}, "temperature": 0.5"#, "temperature may not be set"),
    (#""thinking": {"type": "adaptive"}, "top_k": 5"#, "top_k may not be set"),
    (#""temperature": 2"#, "Expected a number from 0.0 to 1.0."),
    (#""output_config": {"effort": "most"}"#, "Expected one of low, medium"),
    (#""tool_choice": {"type": "any"}"#, "tool_choice may only be specified"),
    (#""tools": [{"name": "x"}]"#, "Field is required"),
    (#""tools": [{"name": "x", "input_schema": {"type": "OBJECT"}}]"#, "Invalid schema for function 'x'"),
  ])
  func fieldsThatTheGatewayRefuses(_ member: String, _ words: String) async throws {
    let answer = try await ask(body("hello", ", \(member)"))
    #expect(answer.status == 400)
    #expect(try answer.json["message"]?.string?.hasPrefix(words) == true, "\(answer.body)")
  }

  @Test(arguments: [
    (#"{"max_tokens": 1, "messages": []}"#, "$['anthropic_version']"),
    (#"{"anthropic_version": "bedrock-2023-05-31", "messages": []}"#, "$['max_tokens']"),
  ])
  func whatMustBeThere(_ body: String, _ field: String) async throws {
    let answer = try await ask(body)
    #expect(answer.status == 400)
    #expect(try answer.json["targets"]?.array?[0]["reference"]?.string == field)
  }

  @Test(arguments: [
    (gpt, 400, "Model \(gpt) is not supported by this endpoint."),
    (
      "sfdc_ai__DefaultBedrockAmazonNovaPro", 400,
      "Model sfdc_ai__DefaultBedrockAmazonNovaPro is not supported"
    ),
    ("llmgateway__BedrockAnthropicClaude45Sonnet", 404, "model not available"),
    ("claude-sonnet-4-5", 404, "model not available"),
  ])
  func onlyClaudeIsInvoked(_ model: String, _ status: Int, _ words: String) async throws {
    let answer = try await ask(body("hello"), model: model)
    #expect(answer.status == status)
    #expect(try answer.json["message"]?.string?.hasPrefix(words) == true, "\(answer.body)")
  }

  @Test(arguments: [
    (#", "stop_sequences": ["you"]"#, "Hello ", "stop_sequence", JSONValue.string("you")),
    (#", "max_tokens": 1"#, "Hello", "max_tokens", .null),
  ])
  func whyItStopped(_ member: String, _ text: String, _ reason: String, _ stop: JSONValue) async throws {
    let answer = try await ask(body("[[reply: Hello you]]", member)).json
    #expect(answer["content"]?.array?[0]["text"]?.string == text)
    #expect(answer["stop_reason"]?.string == reason)
    #expect(answer.object?["stop_sequence"] == stop)
  }

  @Test func thinkingIsSignedAndMayBeOmitted() async throws {
    for (display, isEmpty) in [("summarized", false), ("omitted", true)] {
      let prompt = body("hello", #", "thinking": {"type": "adaptive", "display": "\#(display)"}"#)
      let block = try #require(try await ask(prompt).json["content"]?.array?.first)
      #expect(block["thinking"]?.string?.isEmpty == isEmpty)
      let events = try await EventStreamReading(bytes(prompt)).events
      let deltas = events.filter { $0["index"] == 0 }.compactMap { $0["delta"] }
      #expect(deltas.compactMap { $0["thinking"]?.string }.joined() == block["thinking"]?.string)
      #expect(deltas.last?["type"] == "signature_delta")
      #expect(deltas.last?["signature"]?.string?.count == 88)
    }
  }

  @Test func imagesAreDescribed() async throws {
    let pixel =
      "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
    let content = """
      [{"type": "text", "text": "What is it?"},
       {"type": "image", "source": {"type": "base64", "media_type": "image/png", "data": "\(pixel)"}}]
      """
    let answer = try await ask(
      #"{\#(Self.frame), "messages": [{"role": "user", "content": \#(content)}]}"#)
    let words = try outcome(answer)[0]
    #expect(words.contains("It was shown: image/png of 70 bytes ("), "\(words)")
  }

  @Test func whatIsMarkedIsCached() async throws {
    func usage(_ question: String) async throws -> [JSONValue?] {
      let answer = try await ask(
        """
        {\(Self.frame), "system": [{"type": "text", "text": "one two three", "cache_control": {"type": "ephemeral"}}],
         "messages": [{"role": "user", "content": "\(question)"}]}
        """)
      let usage = try answer.json["usage"]
      return ["input_tokens", "cache_creation_input_tokens", "cache_read_input_tokens"].map { usage?[$0] }
    }
    #expect(try await usage("yes") == [1, 3, 0])
    #expect(try await usage("no no") == [2, 0, 3])
  }

  @Test func aSchemaIsFollowed() async throws {
    let schema = #"{"type": "object", "properties": {"n": {"type": "integer"}}, "required": ["n"]}"#
    let answer = try await ask(
      body("hello", #", "output_config": {"format": {"type": "json_schema", "schema": \#(schema)}}"#))
    #expect(try outcome(answer) == [#"{"n":1}"#])
  }

  @Test func theWebIsSearchedWhereThatIsTheOnlyTool() async throws {
    let answer = try await ask(
      body("Swift news", #", "tools": [{"type": "web_search_20250305", "name": "web_search"}]"#))
    #expect(try outcome(answer).prefix(2) == ["server_tool_use", "web_search_tool_result"])
    #expect(try answer.json["usage"]?["server_tool_use"] == ["web_search_requests": 1])
  }

  @Test(arguments: [
    ("[[status: 503]]", 503, "Service is unavailable"), ("[[status: 404]]", 404, "Resource not found"),
  ])
  func directivesRefuse(_ prompt: String, _ status: Int, _ words: String) async throws {
    let answer = try await ask(body(prompt))
    #expect(answer.status == status)
    #expect(try answer.json["message"]?.string == words)
  }

  @Test func oneRefusalIsEnoughWhereItIsAskedForOnce() async throws {
    let statuses = [try await ask(body("[[status: 429 once]]")), try await ask(body("[[status: 429 once]]"))]
    #expect(statuses.map(\.status) == [429, 200])
  }

  @Test func streamsBreakAsThePromptSays() async throws {
    let whole = try EventStreamReading(await bytes(body("one two [[reply: a b c d]]")))
    #expect(!whole.isCorrupt)
    let cut = try EventStreamReading(await bytes(body("[[stream: cut]]")))
    #expect(!cut.rest.isEmpty && !cut.isCorrupt)
    #expect(try EventStreamReading(await bytes(body("[[stream: corrupt]]"))).isCorrupt)
    let error = try #require(try EventStreamReading(await bytes(body("[[stream: error]]"))).frames.last)
    #expect(error.headers[":message-type"] == "exception")
    #expect(error.headers[":exception-type"] == "internalServerException")
    #expect(error.payload["message"] == "Internal server error")
    let empty = try EventStreamReading(await bytes(body("[[stream: empty]]")))
    #expect(
      try empty.events.map { $0["type"]?.string } == [
        "message_start", "ping", "message_delta", "message_stop",
      ])
    let json = try JSONValue(decoding: await bytes(body("[[stream: json-error]]")))
    #expect(json["errorCode"] == "INTERNAL_ERROR")
  }
}

extension JSONValue {
  fileprivate func without(_ name: String) -> JSONValue {
    guard var object else { return self }
    object[name] = nil
    return .object(object)
  }
}
