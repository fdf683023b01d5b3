import TestSupport
import Testing
import Wire

@testable import CompatibleServer

/// Texts without a word, which Claude models refuse.
struct EmptyTextTests {
  @Test(
    arguments: [
      (
        "/v1/chat/completions", #"{"role":"system","content":""},{"role":"user","content":"Hi"}"#, ["user Hi"]
      ),
      (
        "/v1/chat/completions",
        #"{"role":"user","content":[{"type":"text","text":""},{"type":"text","text":"Hi"}]}"#, ["user Hi"]
      ),
      (
        "/v1/chat/completions",
        #"{"role":"user","content":[{"type":"text","text":"a"},{"type":"text","text":" \n"}]}"#, ["user a \n"]
      ),
      (
        "/v1/chat/completions",
        #"{"role":"user","content":"Hi"},{"role":"assistant","content":""},{"role":"user","content":"Go on"}"#,
        ["user Hi", "user Go on"]
      ),
      (
        "/v1/chat/completions",
        #"{"role":"user","content":"Hi"},{"role":"assistant","content":null},{"role":"user","content":" "}"#,
        ["user Hi", "user (no text)"]
      ),
      (
        "/v1/chat/completions",
        #"{"role":"user","content":"Hi"},{"role":"assistant","content":"","tool_calls":[{"id":"c","type":"function","function":{"name":"f","arguments":""}}]},{"role":"tool","tool_call_id":"c","content":""}"#,
        ["user Hi", "assistant ", "tool (no output)"]
      ),
      (
        "/v1/chat/completions",
        #"{"role":"user","content":"Hi"},{"role":"assistant","tool_calls":[{"id":"c","type":"function","function":{"name":"f"}}]},{"role":"tool","tool_call_id":"c","content":null}"#,
        ["user Hi", "assistant ", "tool (no output)"]
      ),
      ("/v1/messages", #"{"role":"user","content":[]}"#, ["user (no text)"]),
      ("/v1/messages", #"{"role":"user","content":[{"type":"text","text":""}]}"#, ["user (no text)"]),
      (
        "/v1/messages",
        #"{"role":"user","content":"Hi"},{"role":"assistant","content":[{"type":"text","text":""}]},{"role":"user","content":"Go on"}"#,
        ["user Hi", "user Go on"]
      ),
      (
        "/v1/messages",
        #"{"role":"user","content":"Hi"},{"role":"assistant","content":[{"type":"tool_use","id":"c","name":"f","input":""}]},{"role":"user","content":[{"type":"tool_result","tool_use_id":"c","content":[]}]}"#,
        ["user Hi", "assistant ", "tool (no output)"]
      ),
      (
        "/v1/messages",
        #"{"role":"user","content":"Hi"},{"role":"assistant","content":[{"type":"tool_use","id":"c","name":"f","input":null}]},{"role":"user","content":[{"type":"tool_result","tool_use_id":"c","is_error":true}]}"#,
        ["user Hi", "assistant ", "tool Error:"]
      ),
      (
        "/v1/responses",
        #"{"role":"developer","content":[{"type":"input_text","text":""}]},{"role":"user","content":"Hi"}"#,
        ["user Hi"]
      ),
      (
        "/v1/responses",
        #"{"role":"user","content":"Hi"},{"role":"assistant","content":[{"type":"output_text","text":""}]}"#,
        ["user Hi"]
      ),
      (
        "/v1/responses",
        #"{"role":"user","content":"Hi"},{"type":"function_call","call_id":"c","name":"f","arguments":""},{"type":"function_call_output","call_id":"c","output":""}"#,
        ["user Hi", "assistant ", "tool (no output)"]
      ),
    ] as [(String, String, [String])])
  func areLeftOutOrSaidInAWord(_ path: String, _ turns: String, _ told: [String]) async throws {
    let name = path == "/v1/responses" ? "input" : "messages"
    let body = #"{"max_tokens":9,"\#(name)":[\#(turns)]}"#
    let exchanged = try await Exchanged(path, body)
    #expect(exchanged.answer.status == 200, "\(exchanged.answer.body)")
    let messages = exchanged.sent?["messages"]?.array ?? []
    let said = messages.map {
      "\($0["role"]?.string ?? "") \($0["content"]?.string ?? $0["content"]?.text ?? "")"
    }
    #expect(said == told)
    for message in messages {
      for call in message["tool_invocations"]?.array ?? [] { #expect(call["function"]?["arguments"] == "{}") }
    }
    let inWords = try await Exchanged(path, body, .models)
    #expect(inWords.answer.status == 200)
    #expect(inWords.sent?["messages"]?.array?.allSatisfy { $0["content"]?.string?.isEmpty == false } == true)
  }

  @Test(arguments: [#""""#, "[]", #"[{"type":"text","text":""}]"#, #"" ""#])
  func anEmptySystemIsNoMessage(_ system: String) async throws {
    let exchanged = try await Exchanged(
      "/v1/messages", #"{"max_tokens":9,"system":\#(system),"messages":[{"role":"user","content":"Hi"}]}"#)
    #expect(exchanged.sent?["messages"] == [["role": "user", "content": "Hi"]])
  }
}
