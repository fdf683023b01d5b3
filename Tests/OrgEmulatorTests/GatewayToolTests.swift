import OrgEmulator
import Testing
import Wire

@Suite struct GatewayToolTests {
  private let org = TestOrg()

  private static let tools = """
    [{"type": "function", "function": {"name": "get_weather", "parameters": {"type": "object",
      "properties": {"city": {"type": "string"}, "days": {"type": "integer"}}, "required": ["city"]}}},
     {"type": "function", "function": {"name": "getTime", "parameters": {"type": "object",
      "properties": {"zone": {"enum": ["UTC", "CET"]}}}}}]
    """

  private func generation(
    _ messages: String, _ members: String = "", model: String = gpt, in org: TestOrg? = nil
  ) async throws -> JSONValue {
    let org = org ?? self.org
    let body = #"{"model": "\#(model)", "messages": \#(messages), "tools": \#(Self.tools)\#(members)}"#
    let answer = try await org.send(
      gatewayRequest("/chat/generations", body), token: org.signIn())
    return try answer.json["generation_details"]?["generations"]?.array?[0] ?? .string(answer.summary)
  }

  /// The calls as `name arguments`, or else the text.
  private func outcome(_ generation: JSONValue) -> [String] {
    let calls = generation["tool_invocations"]?.array?.map {
      "\($0["function"]?["name"]?.string ?? "") \($0["function"]?["arguments"]?.string ?? "")"
    }
    return calls ?? [generation["content"]?.string ?? generation.text]
  }

  private func user(_ text: String) -> String { #"[{"role": "user", "content": "\#(text)"}]"# }

  @Test(arguments: [
    ("What is the weather in Paris?", [#"get_weather {"city":"Paris"}"#]),
    ("weather in New York, please", [#"get_weather {"city":"New York"}"#]),
    ("Use getTime for CET", [#"getTime {"zone":"CET"}"#]),
    ("Use get_weather and getTime", [#"get_weather {"city":"Paris"}"#, #"getTime {"zone":"UTC"}"#]),
    (#"[[tool: getTime {\"zone\": \"CET\"}]]"#, [#"getTime {"zone":"CET"}"#]),
    ("[[tool: getTime]]", [#"getTime {"zone":"UTC"}"#]),
    (
      #"[[tool: get_weather {\"city\": \"Rome\"}]] [[tool: getTime]]"#,
      [#"get_weather {"city":"Rome"}"#, #"getTime {"zone":"UTC"}"#]
    ),
    ("[[reply: hello]]", ["hello"]),
    ("[[tool: unknown]] [[reply: hello]]", ["hello"]),
  ])
  func callsWhatThePromptWants(_ prompt: String, _ expected: [String]) async throws {
    #expect(try await outcome(generation(user(prompt))) == expected)
  }

  @Test func aCallIsShapedAsClientsReadIt() async throws {
    let generation = try await generation(user("weather in Paris"))
    #expect(generation["content"] == "")
    #expect(generation["parameters"]?["finish_reason"] == "tool_calls")
    #expect(
      generation["tool_invocations"]?.text == """
        [{"id":"call_HX3szDOEgAiiLhat3Sjws7CG","type":"function","index":0,\
        "function":{"name":"get_weather","arguments":"{\\"city\\":\\"Paris\\"}"}}]
        """)
  }

  @Test func claudeStopsForAnotherReason() async throws {
    let generation = try await generation(user("weather in Paris"), model: claude)
    #expect(generation["parameters"]?["finish_reason"] == "tool_use")
  }

  @Test(arguments: [
    ("weather in Paris", #"{"mode": "none"}"#, 0),
    ("hello", #"{"mode": "auto"}"#, 0),
    ("hello", #"{"mode": "any"}"#, 1),
    ("[[tool: get_weather]] [[tool: getTime]]", #"{"parallel_calls": false}"#, 1),
    ("weather in Paris", #"{"allowed_tools": [{"type": "function", "name": "getTime"}]}"#, 0),
  ])
  func theConfigurationRules(_ prompt: String, _ configuration: String, _ count: Int) async throws {
    let generation = try await generation(user(prompt), #", "tool_config": \#(configuration)"#)
    #expect(generation["tool_invocations"]?.array?.count ?? 0 == count)
  }

  @Test(arguments: [
    #", "tool_config": {"mode": "tool", "allowed_tools": [{"type": "function", "name": "getTime"}]}"#,
    #", "composition_settings": {"tool_choice": {"type": "function", "function": {"name": "getTime"}}}"#,
  ])
  func oneToolCanBeForced(_ members: String) async throws {
    #expect(try await outcome(generation(user("hello"), members)) == [#"getTime {"zone":"UTC"}"#])
  }

  private static let answered = """
    [{"role": "user", "content": "weather in Paris"},
     {"role": "assistant", "content": "", "tool_invocations": [
       {"id": "call_1", "type": "function", "function": {"name": "get_weather", "arguments": "{}"}}]},
     {"role": "tool", "content": "21 °C", "tool_call_id": "call_1"}]
    """

  @Test(arguments: ["", #", "tool_config": {"mode": "any"}"#])
  func whatAToolSaysIsUsed(_ members: String) async throws {
    #expect(
      try await outcome(generation(Self.answered, members)) == ["The tools of this pretend org say: “21 °C”."]
    )
  }

  @Test func oneCallAfterTheOtherIsMadeWhereTheyMayNotBeParallel() async throws {
    let messages = Self.answered.replacing(
      "weather in Paris", with: "[[tool: get_weather]] [[tool: getTime]]")
    let generation = try await generation(messages, #", "tool_config": {"parallel_calls": false}"#)
    #expect(outcome(generation) == [#"getTime {"zone":"UTC"}"#])
  }

  private static let orphan = """
    400 {"errorCode":"BAD_ARGUMENT","messageCode":"E00001","message":"Messages with role 'tool' must be a response to a \
    preceding message with 'tool_calls'","targets":[{"type":"FIELD","reference":"$['messages'][2]"}]}
    """

  @Test(arguments: [
    answered.replacing("tool_invocations", with: "tool_calls"),
    answered.replacing(#", "tool_call_id": "call_1""#, with: ""),
    answered.replacing(#""tool_call_id": "call_1""#, with: #""tool_call_id": "call_2""#),
  ])
  func aToolMayOnlyAnswerACall(_ messages: String) async throws {
    #expect(try await outcome(generation(messages))[0] == JSONValue.string(Self.orphan).text)
  }

  @Test func theOtherNameForCallsIsDropped() async throws {
    _ = try await generation(Self.answered.replacing("tool_invocations", with: "tool_calls"))
    #expect(await org.ignoredFields == ["messages[].tool_calls": 1])
  }

  @Test func aScriptCallsToolsWhereThereAreSome() async throws {
    let org = TestOrg {
      $0.script = [
        ScriptedTurn(
          .toolCalls([ScriptedToolCall("getTime", ["zone": "PST"]), ScriptedToolCall("get_weather")])),
        ScriptedTurn(.reply("done")),
      ]
    }
    let plain = try await org.send(
      platformRequest("\(mini)/generations", #"{"prompt": "hello"}"#), token: org.signIn())
    #expect(try plain.json["generation"]?["generatedText"] == "done")
    #expect(
      try await outcome(generation(user("hello"), in: org)) == [
        #"getTime {"zone":"PST"}"#, #"get_weather {"city":"Paris"}"#,
      ])
  }
}
