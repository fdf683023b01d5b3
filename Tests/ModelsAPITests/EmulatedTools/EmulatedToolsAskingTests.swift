import ModelsAPI
import Testing
import Wire

struct EmulatedToolsAskingTests {
  private let weather = Tool.function(
    ToolFunction("weather", description: "Of a city", parameters: ["type": "object", "required": ["city"]]))

  private func inText(_ request: ChatRequest) -> ChatRequest { EmulatedTools(request).inText(request) }

  @Test func aPromptGetsASystemsMessageThatOffersTheFunctions() {
    let asked = inText(
      ChatRequest(model: "m", .prompt("Rome?"), tools: [weather, .function(ToolFunction("now"))]))
    let offer = """
      # Functions

      These functions can be called for you. Each line describes one; "parameters" is a JSON Schema of its arguments.

      {"name":"weather","description":"Of a city","parameters":{"type":"object","required":["city"]}}
      {"name":"now","parameters":{"type":"object","properties":{}}}

      To call a function, answer with one JSON object and nothing else, with no text before or after it and no code fence:

      {"tool_calls": [{"name": "NAME", "arguments": {}}]}

      "arguments" is an object that fits the function's parameters. Calls that do not depend on each other's results go into the same list. What you want to tell the user along with a call goes into the same object as a member "text" before "tool_calls". Results come back as <tool_result tool="NAME">...</tool_result>, in the order of the calls; never write one yourself.

      When no function is needed, answer as if there were none.
      """
    #expect(asked == ChatRequest(model: "m", .messages([Message(.system, offer), Message(.user, "Rome?")])))
  }

  @Test(arguments: [
    (ToolChoice(.any), "Your next answer must be a call of one of these functions."),
    (ToolChoice(.tool, allowed: ["weather"]), "Your next answer must be a call of weather."),
    (ToolChoice(.auto, allowsParallelCalls: false), "The list holds exactly one call."),
  ])
  func theChoiceIsSaid(_ choice: ToolChoice, _ sentence: String) {
    let asked = inText(ChatRequest(model: "m", .prompt("Rome?"), tools: [weather], toolChoice: choice))
    #expect(asked.messages[0].content.contains(sentence))
    #expect(asked.toolChoice == nil)
  }

  @Test func theOfferStandsBehindTheSystemsOwnWords() {
    let messages = [Message(.system, "Be brief."), Message(.user, "Rome?")]
    let asked = inText(ChatRequest(model: "m", .messages(messages), tools: [weather]))
    #expect(asked.messages.count == 2)
    #expect(asked.messages[0].content.hasPrefix("Be brief.\n\n# Functions\n"))
  }

  @Test func withoutLeaveToCallNothingIsOffered() {
    let request = ChatRequest(
      model: "m", .prompt("Rome?"), tools: [weather], toolChoice: ToolChoice(.none))
    #expect(inText(request) == ChatRequest(model: "m", .prompt("Rome?")))
  }

  @Test func earlierCallsAndResultsAreToldInTheCallsOrder() {
    let calls = [
      ToolCall(id: "1", name: "weather", arguments: #"{"city": "Rome"}"#),
      ToolCall(id: "2", name: "now", arguments: "{"),
    ]
    let conversation = [
      Message(.user, "Rome?"),
      Message(.assistant, parts: [.text("I'll look.")], toolCalls: calls),
      Message(.tool, parts: [.text("12:00")], toolCallID: "2"),
      Message(.tool, parts: [.text("18 °C")], toolCallID: "1"),
      Message(.user, "And then?"),
      Message(.assistant, "Rain."),
    ]
    let asked = inText(ChatRequest(model: "m", .messages(conversation)))
    let told = asked.messages.map { "\($0.role.rawValue): \($0.content)" }
    #expect(
      told == [
        "user: Rome?",
        #"assistant: {"text":"I'll look.","tool_calls":[{"name":"weather","arguments":{"city":"Rome"}},{"name":"now","arguments":"{"}]}"#,
        """
        user: <tool_result tool="weather">
        18 °C
        </tool_result>

        <tool_result tool="now">
        12:00
        </tool_result>

        And then?
        """,
        "assistant: Rain.",
      ])
    #expect(asked.messages.allSatisfy { $0.isPlain })
  }

  @Test func aToldCallIsReadAsTheSameCall() throws {
    let call = ToolCall(id: "1", name: "weather", arguments: #"{"city":"Rome"}"#)
    let request = ChatRequest(
      model: "m", .messages([Message(.assistant, parts: [], toolCalls: [call])]), tools: [weather])
    let told = try #require(inText(request).messages.last)
    #expect(EmulatedTools(request).calls(in: told.content, makeID: { "1" })?.calls == [call])
  }

  @Test func imagesInAResultStayForOthersToRefuse() {
    let result = Message(.tool, parts: [.image(url: "data:,")], toolCallID: "1")
    #expect(inText(ChatRequest(model: "m", .messages([result]))).messages[0].isPlain == false)
  }

  @Test func toolsOfOtherKindsStay() {
    let other = Tool.webSearch()
    #expect(inText(ChatRequest(model: "m", .prompt("p"), tools: [other, weather])).tools == [other])
  }
}
