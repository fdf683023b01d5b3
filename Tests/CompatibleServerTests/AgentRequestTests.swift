import TestSupport
import Testing
import Wire

@testable import CompatibleServer

/// What coding agents send in either API's shape, as it reaches an upstream that must have it translated.
struct AgentRequestTests {
  /// What is asked, and what goes upstream of it.
  struct Case: Sendable, CustomTestStringConvertible {
    let what: String
    let path: String
    let body: String
    /// The upstream's `messages`.
    var messages: String?
    /// The upstream's `tools`.
    var tools: String?
    var ignored: String?

    var testDescription: String { "\(what), \(path)" }

    /// - Parameter body: without a model, whose name is given.
    static func messages(
      _ what: String, model: String = "gpt-9", _ body: String, _ messages: String? = nil,
      tools: String? = nil,
      ignored: String? = nil
    ) -> Case {
      Case(
        what: what, path: "/v1/messages", body: #"{"model":"\#(model)","max_tokens":9,\#(body)}"#,
        messages: messages,
        tools: tools, ignored: ignored)
    }

    static func chat(
      _ what: String, _ body: String, _ messages: String? = nil, tools: String? = nil, ignored: String? = nil
    ) -> Case {
      Case(
        what: what, path: "/v1/chat/completions", body: #"{"model":"gpt-9",\#(body)}"#, messages: messages,
        tools: tools, ignored: ignored)
    }

    static func responses(
      _ what: String, _ body: String, _ messages: String? = nil, tools: String? = nil, ignored: String? = nil
    ) -> Case {
      Case(
        what: what, path: "/v1/responses", body: #"{"model":"gpt-9",\#(body)}"#, messages: messages,
        tools: tools,
        ignored: ignored)
    }
  }

  private static let asked = #"{"role":"user","content":"a"}"#
  private static let called =
    #"{"role":"assistant","content":"","tool_invocations":[{"id":"1","type":"function","function":{"name":"f","arguments":"{}"}},{"id":"2","type":"function","function":{"name":"f","arguments":"{}"}}]}"#
  private static let told =
    #"{"role":"tool","content":"r","tool_call_id":"1"},{"role":"tool","content":"s","tool_call_id":"2"}"#
  private static let kind = #"{"role":"system","content":"be kind"}"#

  private static let system: [Case] = [
    .messages(
      "a system message in mid-conversation",
      #""messages":[\#(asked),{"role":"system","content":[{"type":"text","text":"be kind","cache_control":{"type":"ephemeral"}}]},{"role":"user","content":"b"}]"#,
      #"[\#(asked),\#(kind),{"role":"user","content":"b"}]"#),
    .chat(
      "a system message in mid-conversation",
      #""messages":[\#(asked),{"role":"developer","content":"be kind"},{"role":"user","content":"b"}]"#,
      #"[\#(asked),\#(kind),{"role":"user","content":"b"}]"#),
    .responses(
      "a system message in mid-conversation",
      #""input":[\#(asked),{"role":"developer","content":[{"type":"input_text","text":"be kind"}]},{"role":"user","content":"b"}]"#,
      #"[\#(asked),\#(kind),{"role":"user","content":"b"}]"#),
    .messages(
      "a system message between a call and its result",
      #""messages":[\#(asked),{"role":"assistant","content":[{"type":"tool_use","id":"1","name":"f","input":{}},{"type":"tool_use","id":"2","name":"f","input":{}}]},{"role":"system","content":"be kind"},{"role":"user","content":[{"type":"tool_result","tool_use_id":"1","content":"r"},{"type":"tool_result","tool_use_id":"2","content":"s"}]}]"#,
      "[\(asked),\(called),\(told),\(kind)]"),
    .chat(
      "a system message between a call and its result",
      #""messages":[\#(asked),{"role":"assistant","tool_calls":[{"id":"1","type":"function","function":{"name":"f","arguments":"{}"}},{"id":"2","type":"function","function":{"name":"f","arguments":"{}"}}]},{"role":"tool","tool_call_id":"1","content":"r"},{"role":"system","content":"be kind"},{"role":"tool","tool_call_id":"2","content":"s"}]"#,
      "[\(asked),\(called),\(told),\(kind)]"),
    .responses(
      "a developer's message between a call and its result",
      #""input":[\#(asked),{"type":"function_call","call_id":"1","name":"f","arguments":"{}"},{"role":"developer","content":"be kind"},{"type":"function_call","call_id":"2","name":"f","arguments":"{}"},{"type":"function_call_output","call_id":"1","output":"r"},{"type":"function_call_output","call_id":"2","output":"s"}]"#,
      "[\(asked),\(called),\(told),\(kind)]"),
  ]

  private static let image = #"{"type":"image_url","url":"data:image/png;base64,AA=="}"#
  private static let shown =
    #"{"role":"user","content":[{"type":"text","text":"The image of the tool's result:"},\#(image)]}"#

  private static let results: [Case] = [
    .messages(
      "results with blocks, and an image",
      #""messages":[\#(asked),{"role":"assistant","content":[{"type":"thinking","thinking":"hm","signature":"x"},{"type":"tool_use","id":"1","name":"f","input":{}},{"type":"tool_use","id":"2","name":"f","input":{}}]},{"role":"user","content":[{"type":"tool_result","tool_use_id":"1","content":[{"type":"text","text":"r"},{"type":"image","source":{"type":"base64","media_type":"image/png","data":"AA=="}}]},{"type":"tool_result","tool_use_id":"2","content":[{"type":"text","text":"s"}]},{"type":"text","text":"b"}]}]"#,
      #"[\#(asked),\#(called),\#(told),\#(shown),{"role":"user","content":"b"}]"#),
    .messages(
      "results with an image, for Claude", model: "claude-opus-5-5",
      #""messages":[\#(asked),{"role":"assistant","content":[{"type":"tool_use","id":"1","name":"f","input":{}},{"type":"tool_use","id":"2","name":"f","input":{}}]},{"role":"user","content":[{"type":"tool_result","tool_use_id":"1","content":[{"type":"image","source":{"type":"base64","media_type":"image/png","data":"AA=="}}]},{"type":"tool_result","tool_use_id":"2","is_error":true,"content":"s"}]}]"#,
      #"[\#(asked),\#(called),{"role":"tool","content":[\#(image)],"tool_call_id":"1"},{"role":"tool","content":"Error: s","tool_call_id":"2"}]"#
    ),
    .chat(
      "results with blocks, and an image",
      #""messages":[\#(asked),{"role":"assistant","content":null,"tool_calls":[{"id":"1","type":"function","function":{"name":"f","arguments":"{}"}},{"id":"2","type":"function","function":{"name":"f","arguments":""}}]},{"role":"tool","tool_call_id":"1","content":[{"type":"text","text":"r"},{"type":"image_url","image_url":{"url":"data:image/png;base64,AA=="}}]},{"role":"tool","tool_call_id":"2","content":"s"}]"#,
      "[\(asked),\(called),\(told),\(shown)]"),
    .responses(
      "results with blocks, and an image",
      #""input":[\#(asked),{"type":"reasoning","id":"rs","summary":[],"encrypted_content":"x"},{"type":"function_call","call_id":"1","name":"f","arguments":"{}"},{"type":"reasoning","id":"rt","summary":[]},{"type":"function_call","call_id":"2","name":"f","arguments":"{}"},{"type":"function_call_output","call_id":"1","output":[{"type":"input_text","text":"r"},{"type":"input_image","image_url":"data:image/png;base64,AA=="}]},{"type":"function_call_output","call_id":"2","output":"s"}]"#,
      "[\(asked),\(called),\(told),\(shown)]"),
  ]

  private static let plain =
    #"[{"type":"function","function":{"name":"f","parameters":{"type":"object","properties":{"default":{"type":["string","null"]}}}}}]"#
  private static let other = #""properties":{"default":{"type":["STRING","NULL"]}}"#
  private static let grouped =
    #"[{"type":"function","function":{"name":"g__f","parameters":{"type":"object","properties":{}}}}]"#
  private static let search = #"[{"type":"web_search","web_search":{}}]"#

  private static let tools: [Case] = [
    .messages(
      "types in capitals",
      #""messages":[\#(asked)],"tools":[{"name":"f","input_schema":{"type":"OBJECT",\#(other)}}]"#,
      tools: plain),
    .chat(
      "types in capitals",
      #""messages":[\#(asked)],"tools":[{"type":"function","function":{"name":"f","parameters":{"type":"OBJECT",\#(other)}}}]"#,
      tools: plain),
    .responses(
      "types in capitals",
      #""input":"a","tools":[{"type":"function","name":"f","parameters":{"type":"OBJECT",\#(other)}}]"#,
      tools: plain),
    .responses(
      "a group of functions",
      #""input":"a","tools":[{"type":"namespace","name":"g","tools":[{"type":"function","name":"f"}]}]"#,
      tools: grouped),
    .responses(
      "a group that comes later",
      #""input":[\#(asked),{"type":"additional_tools","role":"developer","tools":[{"type":"namespace","name":"g","tools":[{"type":"function","name":"f"}]}]}]"#,
      "[\(asked)]", tools: grouped),
    .messages(
      "tools and traces of other servers",
      #""messages":[\#(asked),{"role":"assistant","content":[{"type":"server_tool_use","id":"s","name":"web_search","input":{}},{"type":"web_search_tool_result","tool_use_id":"s","content":[]},{"type":"redacted_thinking","data":"x"},{"type":"text","text":"b"}]},\#(asked)],"tools":[{"type":"code_execution_20250825","name":"code_execution"}]"#,
      #"[\#(asked),{"role":"assistant","content":"b"},\#(asked)]"#,
      ignored: "code_execution_20250825, server_tool_use, web_search_tool_result"),
    .responses(
      "tools and traces of other servers",
      #""input":[\#(asked),{"type":"web_search_call","id":"w","status":"completed"},{"type":"mcp_list_tools","id":"m","server_label":"l","tools":[]},\#(asked)],"tools":[{"type":"image_generation"},{"type":"mcp","server_label":"l"}]"#,
      "[\(asked),\(asked)]", ignored: "image_generation, mcp, web_search_call, mcp_list_tools"),
    .messages(
      "a web search",
      #""messages":[\#(asked)],"tools":[{"type":"web_search_20250305","name":"web_search","max_uses":8}]"#,
      tools: search),
    .responses("a web search", #""input":"a","tools":[{"type":"web_search"}]"#, tools: search),
    .chat("a web search", #""messages":[\#(asked)],"web_search_options":{}"#, tools: search),
  ]

  /// No upstream takes an effort in chat generations.
  private static let efforts: [Case] = [
    .chat(
      "an effort", #""messages":[\#(asked)],"reasoning_effort":"high""#, "[\(asked)]",
      ignored: "reasoning_effort"),
    .responses(
      "an effort", #""input":"a","reasoning":{"effort":"high"}"#, "[\(asked)]", ignored: "reasoning"),
    .messages(
      "an effort", model: "claude-opus-5-5",
      #""messages":[{"role":"user","content":"a","output_config":{"effort":"low"}}],"output_config":{"effort":"high"}"#,
      "[\(asked)]"),
  ]

  @Test(arguments: system + results + tools + efforts)
  func reachesTheUpstream(_ item: Case) async throws {
    for stream in ["", #""stream":true,"#] {
      let hello = ScriptedService.frames([#"{"content":"Hello"}"#])
      let exchanged = try await Exchanged(
        item.path, "{" + stream + item.body.dropFirst(), .gateway,
        stream.isEmpty ? nil : .stream([Array(hello.utf8)]))
      #expect(exchanged.answer.status == 200, "\(exchanged.answer.body)")
      if let messages = item.messages { #expect(exchanged.sent?["messages"]?.text == messages) }
      if let tools = item.tools { #expect(exchanged.sent?["tools"]?.text == tools) }
      #expect(exchanged.ignored == item.ignored)
      let settings = exchanged.sent?["generation_settings"]?.object?.members.map(\.name)
      #expect(settings == (item.path == "/v1/messages" ? ["max_tokens"] : []))
    }
  }
}
