import TestSupport
import Testing
import Wire

@testable import CompatibleServer

/// Items of an input that other servers or coding agents made.
struct ResponseInputTests {
  private static let hi = #"{"role":"user","content":"Hi"}"#

  private func exchanged(
    _ items: String, _ more: String = "", _ api: CompatibleServer.API = .gateway
  ) async throws -> Exchanged {
    try await Exchanged("/v1/responses", #"{"input":[\#(Self.hi),\#(items)]\#(more)}"#, api)
  }

  @Test func toolsMayComeAsItems() async throws {
    let tools = #"""
      {"type":"additional_tools","id":"at_1","role":"developer","tools":[
        {"type":"namespace","name":"functions","description":"","tools":[
          {"type":"custom","name":"exec","description":"Runs","format":{"type":"grammar","syntax":"lark","definition":"start: x"}},
          {"type":"function","name":"wait","strict":false,"parameters":{"type":"object","properties":{}}}]},
        {"type":"function","name":"now"},{"type":"web_search"},{"type":"image_generation"}]},
      {"type":"additional_tools","role":"developer","tools":[{"type":"function","name":"now","description":"Again"}]}
      """#
    let call = #"""
      {"id":"x","generation_details":{"generations":[{"content":"","tool_invocations":[\#
      {"id":"c1","function":{"name":"functions__exec","arguments":"{\"input\":\"text(1)\"}"}}]}]}}
      """#
    let exchanged = try await Exchanged(
      "/v1/responses", #"{"input":[\#(tools),\#(Self.hi)],"tool_choice":"auto"}"#, .gateway, .json(call))
    #expect(exchanged.answer.status == 200)
    #expect(exchanged.ignored == "image_generation")
    #expect(
      exchanged.sent?["tools"]?.array?.map { $0["function"]?["name"]?.string ?? $0["type"]?.string } == [
        "functions__exec", "functions__wait", "now", "web_search",
      ])
    #expect(exchanged.sent?["messages"] == [["role": "user", "content": "Hi"]])
    let item = exchanged.answer.json?["output"]?.array?.first
    #expect(item?["type"] == "custom_tool_call")
    #expect(item?["namespace"] == "functions")
    #expect(item?["name"] == "exec")
    #expect(item?["input"] == "text(1)")
  }

  @Test(arguments: [CompatibleServer.API.gateway, .models])
  func anAgentThatOffersItsToolsSoIsServedByBoth(_ api: CompatibleServer.API) async throws {
    let exchanged = try await exchanged(
      #"{"type":"additional_tools","role":"developer","tools":[{"type":"custom","name":"exec"}]}"#, "", api)
    #expect(exchanged.answer.status == 200)
    #expect(exchanged.ignored == nil)
  }

  /// Name and arguments of the call, its result, and what is named as left out.
  @Test(
    arguments: [
      (
        #"{"type":"mcp_call","id":"m1","server_label":"deep.wiki","name":"ask","arguments":"{\"q\":1}","output":"yes"}"#,
        "deep_wiki__ask", #"{"q":1}"#, "yes"
      ),
      (
        #"{"type":"mcp_call","id":"m1","server_label":"w","name":"ask","arguments":"","output":null,"error":"gone"}"#,
        "w__ask", "{}", "Error: gone"
      ),
      (
        #"{"type":"local_shell_call","call_id":"s1","status":"completed","action":{"type":"exec","command":["ls"]}},"#
          + #"{"type":"function_call_output","call_id":"s1","output":"a.txt"}"#,
        "local_shell", #"{"type":"exec","command":["ls"]}"#, "a.txt"
      ),
      (
        #"{"type":"local_shell_call","id":"s1","action":{"command":["ls"]}},{"type":"local_shell_call_output","id":"s1","output":"b"}"#,
        "local_shell", #"{"command":["ls"]}"#, "b"
      ),
      (
        #"{"type":"shell_call","call_id":"s","action":{"commands":["ls"]}},"#
          + #"{"type":"shell_call_output","call_id":"s","output":[{"stdout":"a","stderr":"","outcome":{"type":"exit","exit_code":0}}]}"#,
        "shell", #"{"commands":["ls"]}"#,
        #"[{"stdout":"a","stderr":"","outcome":{"type":"exit","exit_code":0}}]"#
      ),
      (
        #"{"type":"tool_search_call","call_id":"t","execution":"client","arguments":{"query":"mail"},"status":"completed"},"#
          + #"{"type":"tool_search_output","call_id":"t","execution":"client","status":"completed","tools":[]}"#,
        "tool_search", #"{"query":"mail"}"#, "(no output)"
      ),
      (
        #"{"type":"code_interpreter_call","id":"ci","code":"1+1","container_id":"c","outputs":[{"type":"logs","logs":"2"}]}"#,
        "code_interpreter", #"{"code":"1+1"}"#, "2"
      ),
      (
        #"{"type":"apply_patch_call","call_id":"p","operation":{"type":"delete_file","path":"x"}},"#
          + #"{"type":"apply_patch_call_output","call_id":"p","status":"completed","output":""}"#,
        "apply_patch", #"{"type":"delete_file","path":"x"}"#, "(no output)"
      ),
      (
        #"{"type":"brand_new_call","call_id":"n","thing":7,"result":{"ok":true}}"#,
        "brand_new", #"{"thing":7}"#, #"{"ok":true}"#
      ),
    ] as [(String, String, String, String)])
  func aCallWithItsResultIsTold(
    _ items: String, _ name: String, _ arguments: String, _ result: String
  ) async throws {
    let exchanged = try await exchanged(items)
    #expect(exchanged.answer.status == 200)
    #expect(exchanged.ignored == nil)
    let messages = try #require(exchanged.sent?["messages"]?.array)
    #expect(messages.map { $0["role"]?.string } == ["user", "assistant", "tool"])
    let call = messages[1]["tool_invocations"]?.array?.first
    #expect(call?["function"]?["name"]?.string == name)
    #expect(call?["function"]?["arguments"]?.string == arguments)
    #expect(messages[2]["content"]?.string == result)
    #expect(messages[2]["tool_call_id"] == call?["id"])
    // In words, too.
    #expect(try await self.exchanged(items, "", .models).answer.status == 200)
  }

  @Test(arguments: [
    (#"{"type":"compaction","id":"c","encrypted_content":"gAAA"}"#, "compaction"),
    (#"{"type":"local_shell_call","call_id":"s1","action":{"command":["ls"]}}"#, "local_shell_call"),
    (#"{"type":"tool_search_output","call_id":"t","status":"completed","tools":[]}"#, "tool_search_output"),
    (
      #"{"type":"mcp_call","id":"m","name":"ask","server_label":"w","arguments":"{}","output":null}"#,
      "mcp_call"
    ),
    (#"{"type":"mcp_list_tools","id":"l","server_label":"w","tools":[]}"#, "mcp_list_tools"),
    (
      #"{"type":"web_search_call","id":"w","status":"completed","action":{"type":"search","query":"x"}}"#,
      "web_search_call"
    ),
    (#"{"type":"image_generation_call","id":"i","result":"iVBORw0KGgo="}"#, "image_generation_call"),
    (#"{"type":"file_search_call","id":"f","queries":["x"],"results":null}"#, "file_search_call"),
    (#"{"type":"ghost_snapshot","ghost_commit":{"id":"x"}}"#, "ghost_snapshot"),
    (#"{"type":"a, b","x":1}"#, "item"),
    (#"{"type":"compaction"},{"type":"compaction"},{"type":"other"}"#, "compaction, other"),
  ])
  func whatCarriesNoWordsIsPassedOverAndNamed(_ items: String, _ ignored: String) async throws {
    for api in [CompatibleServer.API.gateway, .models] {
      let exchanged = try await exchanged(items, "", api)
      #expect(exchanged.answer.status == 200)
      #expect(exchanged.ignored == ignored)
      #expect(exchanged.sent?["messages"] == [["role": "user", "content": "Hi"]])
    }
    let count = try await Exchanged("/v1/responses/input_tokens", #"{"input":[\#(Self.hi),\#(items)]}"#)
    #expect(count.answer.status == 200)
  }

  @Test(arguments: [
    (#"{"type":"agent_message","role":"user","content":[{"type":"input_text","text":"Words"}]}"#, "user"),
    (#"{"type":"compaction_summary","summary":[{"type":"summary_text","text":"Words"}]}"#, "assistant"),
    (#"{"type":"note","role":"developer","text":"Words"}"#, "system"),
  ])
  func whatCarriesWordsIsSaid(_ item: String, _ role: String) async throws {
    let exchanged = try await exchanged(item)
    #expect(exchanged.ignored == nil)
    #expect(exchanged.sent?["messages"]?.array?.last == ["role": .string(role), "content": "Words"])
  }

  @Test func callsOfManyServersStayInOrder() async throws {
    let items = #"""
      {"type":"function_call","call_id":"a","name":"f","arguments":""},
      {"type":"local_shell_call","call_id":"b","action":{"command":["ls"]}},
      {"type":"function_call_output","call_id":"a","output":null},
      {"type":"function_call_output","call_id":"b","output":[]},
      {"type":"mcp_call","id":"c","name":"g","arguments":"{}","output":"x"},
      {"type":"message","role":"assistant","content":[{"type":"output_text","text":"Done"}]}
      """#
    let messages = try await exchanged(items).sent?["messages"]
    let calls: JSONValue = [
      ["id": "a", "type": "function", "function": ["name": "f", "arguments": "{}"]],
      [
        "id": "b", "type": "function",
        "function": ["name": "local_shell", "arguments": #"{"command":["ls"]}"#],
      ],
    ]
    #expect(
      messages == [
        ["role": "user", "content": "Hi"], ["role": "assistant", "content": "", "tool_invocations": calls],
        ["role": "tool", "content": "(no output)", "tool_call_id": "a"],
        ["role": "tool", "content": "(no output)", "tool_call_id": "b"],
        [
          "role": "assistant", "content": "",
          "tool_invocations": [
            ["id": "c", "type": "function", "function": ["name": "g", "arguments": "{}"]]
          ],
        ],
        ["role": "tool", "content": "x", "tool_call_id": "c"], ["role": "assistant", "content": "Done"],
      ])
  }
}
