import ModelsAPI
import Testing
import Wire

struct EmulatedToolsReadingTests {
  private func calls(_ answer: String, _ choice: ToolChoice? = nil) -> EmulatedTools.Calls? {
    EmulatedTools(ChatRequest(model: "m", .prompt("p"), tools: .workshop, toolChoice: choice))
      .calls(in: answer, makeID: { "id" })
  }

  @Test(arguments: ModelAnswer.calls) func findsTheCalls(_ answer: String, _ expected: [String]) throws {
    let found = try #require(calls(answer))
    #expect(found.calls.map { "\($0.name) \($0.arguments)" } == expected)
  }

  @Test(arguments: ModelAnswer.prose + ModelAnswer.json + ModelAnswer.fences + ModelAnswer.wrongCalls)
  func everythingElseIsText(_ answer: String) {
    #expect(calls(answer) == nil)
  }

  @Test func theTablesHoldTwoHundredDifferentAnswers() {
    let texts = ModelAnswer.prose + ModelAnswer.json + ModelAnswer.fences + ModelAnswer.wrongCalls
    #expect(Set(texts + ModelAnswer.calls.map(\.0)).count >= 200)
    #expect(Set(texts).isDisjoint(with: ModelAnswer.calls.map(\.0)))
  }

  @Test func whatIsSaidBesideACallIsKept() {
    let answer = #"{"text": "I'll look.", "tool_calls": [{"name": "now", "arguments": {}}]}"#
    let call = ToolCall(id: "id", name: "now", arguments: "{}")
    #expect(calls(answer) == EmulatedTools.Calls(text: "I'll look.", calls: [call]))
  }

  @Test(arguments: [
    ("I'll look.\n", "", "I'll look."), ("Sure! Here is the call:\n\n", "", "Sure! Here is the call:"),
    ("\nOne moment… ", "\n", "One moment…"), ("Sure:\n\n```json\n", "\n```", "Sure:"),
    ("Let me see {x}. Now!\n```\n", "```\n", "Let me see {x}. Now!"), ("少々お待ちください。", "", "少々お待ちください。"),
  ])
  func sentencesBeforeACallAreSaidBesideIt(_ before: String, _ behind: String, _ said: String) {
    let call = ToolCall(id: "id", name: "now", arguments: "{}")
    #expect(
      calls(before + #"{"tool_calls": [{"name": "now", "arguments": {}}]}"# + behind)
        == EmulatedTools.Calls(text: said, calls: [call]))
    #expect(
      calls(before + #"{"text": "Wait.", "tool_calls": [{"name": "now", "arguments": {}}]}"# + behind)
        == EmulatedTools.Calls(text: "\(said)\n\nWait.", calls: [call]))
    #expect(calls(before + #"{"tool_calls": [{"name": "later", "arguments": {}}]}"# + behind) == nil)
  }

  @Test(arguments: ModelAnswer.calls) func aCutAnswerIsNoCall(_ answer: String, _ expected: [String]) {
    let bytes = Array(answer.trimmed.utf8)
    for end in bytes.indices {
      let beginning = String(decoding: bytes[..<end], as: UTF8.self)
      #expect(calls(beginning) == nil, "\(beginning)")
    }
  }

  @Test(arguments: [
    (ToolChoice(.none), false), (ToolChoice(.auto), true), (ToolChoice(.any), true),
    (ToolChoice(.tool, allowed: ["now"]), true), (ToolChoice(.tool, allowed: ["search"]), false),
    (ToolChoice(.auto, allowed: ["search"]), false), (ToolChoice(.auto, allowsParallelCalls: false), true),
  ])
  func onlyWhatIsAllowedIsCalled(_ choice: ToolChoice, _ isCall: Bool) {
    #expect((calls(#"{"tool_calls": [{"name": "now", "arguments": {}}]}"#, choice) != nil) == isCall)
  }

  /// Other makers' clients name types in capitals.
  @Test(arguments: [(#"{"x": "1"}"#, true), (#"{"x": 1}"#, false), ("{}", false), (#"{"x": null}"#, true)])
  func typesInCapitalsAreTypes(_ arguments: String, _ isCall: Bool) {
    let schema: JSONObject = [
      "type": "OBJECT", "properties": ["x": ["type": ["STRING", "NULL"]]], "required": ["x"],
    ]
    let tools = EmulatedTools(
      ChatRequest(model: "m", .prompt("p"), tools: [.function(ToolFunction("f", parameters: schema))]))
    let call = #"{"name": "f", "arguments": \#(arguments)}"#
    let answer = #"{"tool_calls": [\#(call), \#(call)]}"#
    #expect((tools.calls(in: answer, makeID: { "id" })?.calls.count == 2) == isCall)
  }

  @Test func severalCallsAreNoneWhereOneIsAllowed() {
    let answer = #"{"tool_calls": [{"name": "now", "arguments": {}}, {"name": "now", "arguments": {}}]}"#
    #expect(calls(answer)?.calls.count == 2)
    #expect(calls(answer, ToolChoice(.auto, allowsParallelCalls: false)) == nil)
  }

  @Test func digitsAndOrderOfArgumentsAreTheModels() {
    let answer =
      #"{"tool_calls": [{"name": "run", "arguments": {"timeout": 1.50e2, "command": "ls", "a": "é\n"}}]}"#
    #expect(calls(answer)?.calls[0].arguments == #"{"timeout":1.50e2,"command":"ls","a":"é\n"}"#)
  }
}

extension String {
  fileprivate var trimmed: Substring {
    let start = drop(while: \.isWhitespace)
    return start.prefix(start.count - start.reversed().prefix(while: \.isWhitespace).count)
  }
}

extension [Tool] {
  /// The functions that the tables' answers speak of.
  static let workshop: [Tool] = [
    .function(
      ToolFunction(
        "get_weather", description: "The weather in a city",
        parameters: [
          "type": "object",
          "properties": [
            "city": ["type": "string"], "unit": ["type": "string", "enum": ["celsius", "fahrenheit"]],
            "days": ["type": "integer"],
          ],
          "required": ["city"],
        ])),
    .function(
      ToolFunction(
        "search",
        parameters: [
          "type": "object",
          "properties": [
            "query": ["type": "string"], "limit": ["type": "integer"], "tags": ["type": "array"],
            "language": ["anyOf": [["type": "string"], ["type": "null"]]],
          ],
          "required": ["query"],
        ])),
    .function(
      ToolFunction(
        "run",
        parameters: [
          "type": "object",
          "properties": [
            "command": ["type": "string"], "timeout": ["type": "number"], "env": ["type": "object"],
          ],
          "required": ["command"],
        ])),
    .function(ToolFunction("now")),
    .function(
      ToolFunction(
        "set_flag",
        parameters: [
          "type": "object",
          "properties": ["on": ["type": "boolean"], "note": ["type": ["string", "null"]]],
          "required": ["on", "note"],
        ])),
  ]
}
