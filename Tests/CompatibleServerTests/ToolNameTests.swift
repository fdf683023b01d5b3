import ModelsAPI
import TestSupport
import Testing
import Wire

@testable import CompatibleServer

/// Names of tools that upstreams do not take.
struct ToolNameTests {
  private static let long = "mcp__a_server_with_a_rather_long_name__a_function_with_a_rather_long_name"
  private static let short = "mcp__a_server_with_a_rather_long_name__a_function_with__\(hash)"
  private static let hash = String(ToolNames.upstreamName(long).suffix(8))

  @Test(arguments: ["f", "", "get-weather_2", String(repeating: "x", count: 64)])
  func whatIsTakenStays(_ name: String) {
    #expect(ToolNames.upstreamName(name) == name)
  }

  @Test(arguments: [long, long + "_too", "do it", "files.read", "größe", String(repeating: "ü", count: 90)])
  func whatIsNotTakenGetsAnother(_ name: String) {
    let other = ToolNames.upstreamName(name)
    #expect(other != name && other.utf8.count <= 64 && other.functionName == other)
    #expect(other == ToolNames.upstreamName(name))
  }

  @Test func namesThatBeginAlikeAreToldApart() {
    let names = ["_a", "_b", ".a", "/a", " a"].map { ToolNames.upstreamName(Self.long + $0) }
    #expect(Set(names).count == names.count)
  }

  /// The endpoint, its request, and what the client is to read of the call.
  private static let shapes = [
    (
      "/v1/messages",
      #"{"max_tokens":9,"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":[{"type":"tool_use","id":"1","name":"LONG","input":{}}]},{"role":"user","content":[{"type":"tool_result","tool_use_id":"1","content":"r"}]}],"tools":[{"name":"LONG","input_schema":{}}],"tool_choice":{"type":"tool","name":"LONG"}}"#,
      #""name":"LONG""#
    ),
    (
      "/v1/chat/completions",
      #"{"messages":[{"role":"user","content":"Hi"},{"role":"assistant","tool_calls":[{"id":"1","type":"function","function":{"name":"LONG","arguments":"{}"}}]},{"role":"tool","tool_call_id":"1","content":"r"}],"tools":[{"type":"function","function":{"name":"LONG"}}],"tool_choice":{"type":"function","function":{"name":"LONG"}}}"#,
      #""name":"LONG""#
    ),
    (
      "/v1/responses",
      #"{"input":[{"role":"user","content":"Hi"},{"type":"function_call","call_id":"1","name":"a_function_with_a_rather_long_name","namespace":"mcp__a_server_with_a_rather_long_name","arguments":"{}"},{"type":"function_call_output","call_id":"1","output":"r"}],"tools":[{"type":"namespace","name":"mcp__a_server_with_a_rather_long_name","tools":[{"type":"function","name":"a_function_with_a_rather_long_name"}]}],"tool_choice":{"type":"function","name":"a_function_with_a_rather_long_name","namespace":"mcp__a_server_with_a_rather_long_name"}}"#,
      #""name":"a_function_with_a_rather_long_name","namespace":"mcp__a_server_with_a_rather_long_name""#
    ),
  ]

  private static let call =
    #""tool_invocations":[{"id":"c","function":{"name":"\#(short)","arguments":"{}"}}]"#

  @Test(arguments: shapes)
  func theUpstreamKnowsAnotherNameThanTheClient(_ path: String, _ body: String, _ called: String) async throws
  {
    let body = body.replacing("LONG", with: Self.long)
    let exchanged = try await Exchanged(
      path, body, .gateway, .chat("", finishReason: "tool_calls", extra: ",\(Self.call)"))
    let sent = try #require(exchanged.sent)
    #expect(sent["tools"]?.array?.first?["function"]?["name"]?.string == Self.short)
    #expect(sent["tool_config"]?["allowed_tools"]?.array?.first?["name"]?.string == Self.short)
    let made = sent["messages"]?.array?[1]["tool_invocations"]?.array?.first
    #expect(made?["function"]?["name"]?.string == Self.short)
    #expect(!sent.text.contains(Self.long))
    #expect(exchanged.answer.body.contains(called.replacing("LONG", with: Self.long)))
    #expect(!exchanged.answer.body.contains(Self.short))
  }

  @Test(arguments: shapes)
  func aStreamTellsTheClientsName(_ path: String, _ body: String, _ called: String) async throws {
    let body = #"{"stream":true,"# + body.dropFirst().replacing("LONG", with: Self.long)
    let frames = ScriptedService.frames([#"{"content":"",\#(Self.call)}"#])
    let exchanged = try await Exchanged(path, body, .gateway, .stream([Array(frames.utf8)]))
    #expect(exchanged.answer.body.contains(called.replacing("LONG", with: Self.long)))
    #expect(!exchanged.answer.body.contains(Self.short))
  }
}
