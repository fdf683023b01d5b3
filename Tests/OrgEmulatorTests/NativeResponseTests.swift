import OrgEmulator
import Testing
import Wire

@Suite struct NativeResponseTests {
  private let org = TestOrg()

  private func ask(_ body: String) async throws -> Answer {
    try await org.send(gatewayRequest("/responses", body), token: org.signIn())
  }

  private func body(_ prompt: String, _ members: String = "", model: String = gpt) -> String {
    #"{"model": "\#(model)", "input": "\#(prompt)"\#(members)}"#
  }

  private func events(_ body: String) async throws -> [JSONValue] {
    let answer = try await ask(body)
    #expect(answer.header("content-type") == "text/event-stream")
    var events: [JSONValue] = []
    for block in answer.body.split(separator: "\n\n") {
      let lines = block.split(separator: "\n")
      let event = try JSONValue(decoding: String(lines[1].dropFirst("data: ".count)))
      #expect(lines[0] == "event: \(event["type"]?.string ?? "")")
      events.append(event)
    }
    #expect(events.map { $0["sequence_number"]?.int } == Array(0..<events.count))
    return events
  }

  @Test func aResponseComesWhole() async throws {
    let response = try await ask(body("[[reply: Hello you]]", #", "metadata": {"a": "b"}"#)).json
    #expect(response["object"] == "response")
    #expect(response["status"] == "completed")
    #expect(response["model"] == "gpt-4.1-2025-04-14")
    #expect(response["metadata"] == ["a": "b"])
    let item = try #require(response["output"]?.array?[0])
    #expect(item["type"] == "message")
    #expect(
      item["content"] == [["type": "output_text", "text": "Hello you", "annotations": [], "logprobs": []]])
    #expect(
      response["usage"]?.text == """
        {"input_tokens":4,"input_tokens_details":{"cached_tokens":0},"output_tokens":2,\
        "output_tokens_details":{"reasoning_tokens":0},"total_tokens":6}
        """)
  }

  @Test func aStreamBringsOpenAIsEventsInTheirOrder() async throws {
    let events = try await events(body("[[reply: Hello you]]", #", "stream": true"#))
    #expect(
      events.map { $0["type"]?.string } == [
        "response.created", "response.in_progress", "response.output_item.added",
        "response.content_part.added",
        "response.output_text.delta", "response.output_text.delta", "response.output_text.done",
        "response.content_part.done", "response.output_item.done", "response.completed",
      ])
    #expect(events.compactMap { $0["delta"]?.string } == ["Hello", " you"])
    #expect(events.last?["response"]?["usage"]?["total_tokens"] == 6)
    #expect(events.last?["response"]?["output"]?.array?.first == events[8]["item"])
  }

  private static let tools = """
    , "tools": [{"type": "function", "name": "get_weather", "parameters": {"type": "object",
      "properties": {"city": {"type": "string"}}, "required": ["city"]}},
     {"type": "custom", "name": "apply_patch"},
     {"type": "namespace", "name": "crm", "description": "", "tools": [
       {"type": "function", "name": "find_lead", "parameters": {"type": "object", "properties": {}}}]}]
    """

  /// The output as words.
  private func outcome(_ answer: Answer) throws -> [String] {
    guard let items = try answer.json["output"]?.array else { return [answer.summary] }
    return items.map { item in
      let place = item["namespace"]?.string.map { "\($0)." } ?? ""
      switch item["type"]?.string {
      case "function_call": return "\(place)\(item["name"]?.string ?? "") \(item["arguments"]?.string ?? "")"
      case "custom_tool_call": return "\(item["name"]?.string ?? ""): \(item["input"]?.string ?? "")"
      case "message": return item["content"]?.array?[0]["text"]?.string ?? ""
      default: return item["type"]?.string ?? ""
      }
    }
  }

  @Test(arguments: [
    ("What is the weather in Paris?", "", [#"get_weather {"city":"Paris"}"#]),
    ("[[reply: hi]]", #", "tool_choice": "required""#, [#"get_weather {"city":"Paris"}"#]),
    (
      "[[reply: hi]]", #", "tool_choice": {"type": "function", "name": "find_lead"}"#,
      ["crm.find_lead {}"]
    ),
    (#"[[tool: apply_patch {\"input\": \"*** Begin\"}]]"#, "", ["apply_patch: *** Begin"]),
    ("weather [[reply: no]]", #", "tool_choice": "none""#, ["no"]),
    (
      "[[tool: get_weather]] [[tool: find_lead]]", #", "parallel_tool_calls": false"#,
      [#"get_weather {"city":"Paris"}"#]
    ),
  ])
  func callsWhatIsWanted(_ prompt: String, _ members: String, _ expected: [String]) async throws {
    #expect(try outcome(await ask(body(prompt, Self.tools + members))) == expected)
  }

  @Test func aCallStreamsItsArguments() async throws {
    let events = try await events(body("weather in Paris", Self.tools + #", "stream": true"#))
    let deltas = events.filter { $0["type"] == "response.function_call_arguments.delta" }
    #expect(deltas.compactMap { $0["delta"]?.string }.joined() == #"{"city":"Paris"}"#)
    let done = try #require(events.first { $0["type"] == "response.output_item.done" })
    #expect(done["item"]?["arguments"] == #"{"city":"Paris"}"#)
    #expect(done["item"]?["call_id"]?.string?.hasPrefix("call_") == true)
  }

  private func conversation(_ result: String) -> String {
    """
    {"model": "\(gpt)"\(Self.tools), "input": [
      {"type": "message", "role": "developer", "content": [{"type": "input_text", "text": "Be brief."}]},
      {"role": "user", "content": "weather in Paris"},
      {"type": "reasoning", "summary": [], "encrypted_content": "gAAA"},
      {"type": "function_call", "call_id": "call_1", "name": "get_weather", "arguments": "{}"}\(result)]}
    """
  }

  @Test(arguments: [
    (
      #", {"type": "function_call_output", "call_id": "call_1", "output": "21 °C"}"#,
      "The tools of this pretend org say: “21 °C”."
    ),
    (
      #", {"type": "function_call_output", "call_id": "call_1", "output": [{"type": "input_text", "text": "mild"}]}"#,
      "The tools of this pretend org say: “mild”."
    ),
  ])
  func whatAToolSaysIsUsed(_ result: String, _ words: String) async throws {
    #expect(try outcome(await ask(conversation(result))) == [words])
  }

  @Test(arguments: [
    ("", "No tool output found for function call call_1."),
    (
      #", {"type": "function_call_output", "call_id": "call_2", "output": ""}"#,
      "No tool call found for function call output with call_id call_2."
    ),
    (#", {"type": "song"}"#, "Expected one of message,"),
  ])
  func brokenConversationsAreRefused(_ result: String, _ words: String) async throws {
    let answer = try await ask(conversation(result))
    #expect(answer.status == 400)
    #expect(try answer.json["message"]?.string?.hasPrefix(words) == true, "\(answer.body)")
  }

  @Test(arguments: [
    (#""reasoning": {"effort": "max"}"#, "Unexpected value 'max'"),
    (#""reasoning": {"effort": "low"}, "temperature": 1"#, "Unsupported parameter: 'temperature'"),
    (#""reasoning": {"effort": "high"}, "top_p": 1"#, "Unsupported parameter: 'top_p'"),
    (#""previous_response_id": "resp_1""#, "Previous response with id 'resp_1' not found."),
    (#""tool_choice": "required""#, "Tool choice is forced"),
    (#""tools": [{"type": "spoon"}]"#, "Unknown type of tool."),
  ])
  func fieldsThatTheGatewayRefuses(_ member: String, _ words: String) async throws {
    let answer = try await ask(body("hello", ", \(member)"))
    #expect(answer.status == 400)
    #expect(try answer.json["message"]?.string?.hasPrefix(words) == true, "\(answer.body)")
  }

  @Test(arguments: [(claude, 400), (gemini, 400), ("gpt-4.1", 404), ("llmgateway__OpenAIGPT5", 404)])
  func onlyGPTResponds(_ model: String, _ status: Int) async throws {
    #expect(try await ask(body("hello", model: model)).status == status)
  }

  @Test func reasoningIsShownAndSealedWhereAsked() async throws {
    let members =
      #", "stream": true, "reasoning": {"summary": "auto"}, "include": ["reasoning.encrypted_content"]"#
    let events = try await events(body("hello", members, model: "sfdc_ai__DefaultGPT5"))
    #expect(
      events.map { $0["type"]?.string }.dropFirst(2).prefix(7) == [
        "response.output_item.added", "response.reasoning_summary_part.added",
        "response.reasoning_summary_text.delta", "response.reasoning_summary_text.delta",
        "response.reasoning_summary_text.delta", "response.reasoning_summary_text.delta",
        "response.reasoning_summary_text.delta",
      ])
    let item = try #require(events.first { $0["type"] == "response.output_item.done" }?["item"])
    #expect(item["encrypted_content"]?.string?.hasPrefix("gAAAAA") == true)
  }

  @Test func imagesAndSchemasAndTheWeb() async throws {
    let image = """
      [{"role": "user", "content": [{"type": "input_text", "text": "What?"},
        {"type": "input_image", "image_url": "data:image/png;base64,iVBORw0KGgo="}]}]
      """
    let seen = try outcome(await ask(#"{"model": "\#(gpt)", "input": \#(image)}"#))[0]
    #expect(seen.contains("It was shown: image/png of 8 bytes ("), "\(seen)")
    let schema = #"{"type": "object", "properties": {"n": {"type": "integer"}}, "required": ["n"]}"#
    let format = #", "text": {"format": {"type": "json_schema", "name": "x", "schema": \#(schema)}}"#
    #expect(try outcome(await ask(body("hello", format))) == [#"{"n":1}"#])
    let search = try outcome(await ask(body("Swift news", #", "tools": [{"type": "web_search"}]"#)))
    #expect(search.first == "web_search_call")
  }

  @Test func aKnownBeginningComesFromTheCache() async throws {
    func cached(_ input: String) async throws -> JSONValue? {
      try await ask(
        #"{"model": "\#(gpt)", "prompt_cache_key": "k", "instructions": "one two three", "input": "\#(input)"}"#
      ).json["usage"]?["input_tokens_details"]?["cached_tokens"]
    }
    #expect(try await cached("hello") == 0)
    #expect(try await cached("goodbye") == 3)
  }

  @Test func whyItIsIncomplete() async throws {
    let events = try await events(body("[[finish: content_filter]]", #", "stream": true"#))
    #expect(events.last?["type"] == "response.incomplete")
    #expect(events.last?["response"]?["incomplete_details"] == ["reason": "content_filter"])
  }

  @Test func directivesRefuseAndBreak() async throws {
    #expect(try await ask(body("[[status: 503]]")).status == 503)
    let events = try await events(body("[[stream: error]]", #", "stream": true"#))
    #expect(events.last?["type"] == "response.failed")
  }
}
