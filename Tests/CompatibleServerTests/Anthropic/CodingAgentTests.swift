import HTTPTypes
import ModelsAPI
import TestSupport
import Testing
import Wire

@testable import CompatibleServer

/// What Claude Code sends in the second request of a task of one tool call, shortened in its texts alone.
struct CodingAgentTests {
  private static let request = #"""
    {
      "model": "claude-opus-5-5",
      "max_tokens": 128000,
      "stream": true,
      "thinking": {"type": "adaptive", "display": "omitted"},
      "context_management": {"edits": [{"type": "clear_thinking_20251015", "keep": "all"}]},
      "output_config": {"effort": "medium"},
      "metadata": {"user_id": "{\"device_id\":\"d\",\"session_id\":\"s\"}"},
      "system": [
        {"type": "text", "text": "x-anthropic-billing-header: cc_version=2.1.329;"},
        {"type": "text", "text": "You are Claude Code.", "cache_control": {"type": "ephemeral"}},
        {"type": "text", "text": "You help with software.", "cache_control": {"type": "ephemeral", "ttl": "1h"}}
      ],
      "tools": [
        {"name": "Bash", "description": "Runs a command.", "input_schema": {
          "$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object",
          "properties": {"command": {"type": "string"}}, "required": ["command"], "additionalProperties": false}},
        {"name": "WebFetch", "description": "Fetches a page.", "defer_loading": true,
         "input_schema": {"type": "object", "properties": {}}}
      ],
      "messages": [
        {"role": "user", "content": [
          {"type": "text", "text": "<system-reminder>It is Saturday.</system-reminder>"},
          {"type": "text", "text": "List the files.", "cache_control": {"type": "ephemeral"}}]},
        {"role": "system", "content": "The user works in /tmp/x.", "output_config": {"effort": "low"}},
        {"role": "assistant", "content": [
          {"type": "thinking", "thinking": "", "signature": "EqQB"},
          {"type": "text", "text": "I'll look."},
          {"type": "tool_use", "id": "toolu_01", "name": "Bash", "input": {"command": "ls"},
           "caller": {"type": "direct"}}]},
        {"role": "user", "content": [
          {"type": "tool_result", "tool_use_id": "toolu_01", "content": "a.txt\nb.txt", "is_error": false,
           "cache_control": {"type": "ephemeral"}}]}
      ]
    }
    """#

  @Test func itsConversationReachesTheGateway() async throws {
    let frame =
      #"{"id":"x","generation_details":{"generations":[{"content":"Two files.","parameters":{"finish_reason":"stop"}}]}}"#
    let service = ScriptedService(.stream([Array("event: generation\ndata: \(frame)\n\n".utf8)]))
    let served = try await CompatibleServer.played(by: service, speaking: LLMGateway())
      .posting("/anthropic/v1/messages?beta=true", Self.request)
    #expect(served.status == 200)
    #expect(served.headers[.ignoredSettings] == nil)
    #expect(served.headers[.streamDowngraded] == nil)
    #expect(served.text.contains(#""text_delta","text":"Two files.""#))
    #expect(
      try service.bodies == [
        compact(
          #"""
          {"model": "sfdc_ai__DefaultBedrockAnthropicClaude45Opus",
           "messages": [
            {"role": "system", "content":
              "x-anthropic-billing-header: cc_version=2.1.329;\n\nYou are Claude Code.\n\nYou help with software."},
            {"role": "user", "content": "<system-reminder>It is Saturday.</system-reminder>\n\nList the files."},
            {"role": "system", "content": "The user works in /tmp/x."},
            {"role": "assistant", "content": "I'll look.", "tool_invocations": [
              {"id": "toolu_01", "type": "function", "function": {"name": "Bash", "arguments": "{\"command\":\"ls\"}"}}]},
            {"role": "tool", "content": "a.txt\nb.txt", "tool_call_id": "toolu_01"}],
           "generation_settings": {"max_tokens": 128000},
           "tools": [
            {"type": "function", "function": {"name": "Bash", "description": "Runs a command.", "parameters": {
              "$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object",
              "properties": {"command": {"type": "string"}}, "required": ["command"],
              "additionalProperties": false}}},
            {"type": "function", "function": {"name": "WebFetch", "description": "Fetches a page.",
              "parameters": {"type": "object", "properties": {}}}}]}
          """#)
      ])
  }

  @Test func itGetsAStreamFromTheModelsAPIToo() async throws {
    let service = ScriptedService(
      .answer(
        status: 200,
        #"{"generationDetails": {"generations": [{"id": "g", "content": "Two files."}], "parameters": {}}}"#))
    let served = try await CompatibleServer.played(by: service).posting(
      "/v1/messages?beta=true", Self.request)
    #expect(served.status == 200)
    #expect(served.headers[.streamDowngraded] == "true")
    #expect(served.headers[.ignoredSettings] == "max_tokens")
    #expect(served.text.contains(#""text_delta","text":"Two""#))
    #expect(served.text.contains(#""text_delta","text":" files.""#))
    let sent = try #require(service.bodies.first)
    #expect(sent.contains("List the files."))
    #expect(sent.contains("a.txt"))
  }

  @Test func itsSettingsThatDoNotCountAreNamed() throws {
    #expect(
      try MessagesRequest.reading(Self.request).leftOut == [
        "context_management", "metadata", "output_config", "thinking",
      ])
  }
}
